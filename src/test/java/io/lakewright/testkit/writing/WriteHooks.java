package io.lakewright.testkit.writing;

/**
 * The hook of this JVM: what a test sets in its own, and in an executor a {@link Straggler}, if it
 * was started with {@link Straggler#FOLDER}.
 */
public final class WriteHooks {
  private static final WriteHook NONE = new WriteHook() {};

  private static volatile WriteHook current = Straggler.configured().orElse(NONE);

  private WriteHooks() {}

  /** Sets the hook of files that are opened from now on. */
  public static void set(WriteHook hook) {
    current = hook;
  }

  /** Lets files be written without one. */
  public static void clear() {
    current = NONE;
  }

  static WriteHook current() {
    return current;
  }

  /** Whether a path is that of a data file, and not of what a companion table or Spark stages. */
  static boolean concerns(String path) {
    return path.endsWith(".parquet")
        && (path.contains("/staged/") || path.contains("/rates/data/"))
        && !path.contains("/_temporary/");
  }
}
