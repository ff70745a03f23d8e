package io.lakewright.cli;

/**
 * The entry for AWS Glue, whose arguments are a map: {@code --job flatten --input s3://…}, with
 * some of Glue's own between them.
 */
public final class GlueMain {
  private GlueMain() {}

  /** Runs the job named by {@code --job}. A failed run is a failed job run. */
  public static void main(String[] arguments) {
    int code = Main.run(GlueArguments.toCommandLine(arguments));
    if (code != 0) {
      System.exit(code);
    }
  }
}
