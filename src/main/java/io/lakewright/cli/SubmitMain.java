package io.lakewright.cli;

/**
 * The entry for {@code spark-submit}. Ends the process only on failure: on YARN in cluster mode an
 * exit call would otherwise turn a good run into a failed application.
 */
public final class SubmitMain {
  private SubmitMain() {}

  /** Runs the arguments, the job first. */
  public static void main(String[] arguments) {
    int code = Main.run(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }
}
