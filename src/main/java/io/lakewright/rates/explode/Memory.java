package io.lakewright.rates.explode;

/** A task's part of the heap. */
final class Memory {
  private Memory() {}

  /** The {@code nth} part of the heap, shared by the tasks that run at once. */
  static long share(int nth) {
    Runtime jvm = Runtime.getRuntime();
    return jvm.maxMemory() / nth / Math.max(1, jvm.availableProcessors());
  }
}
