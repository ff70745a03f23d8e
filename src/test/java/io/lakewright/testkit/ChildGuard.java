package io.lakewright.testkit;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another main class and halts the JVM when its standard input ends, which is when the process
 * that started it is gone, however it died. Stands alone on the class path of child processes.
 */
public final class ChildGuard {
  private ChildGuard() {}

  /** The first argument is the main class, the others are for it. */
  public static void main(String[] args) throws Throwable {
    Thread watch = new Thread(ChildGuard::haltAtEndOfInput, "child-guard");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void haltAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(137);
  }
}
