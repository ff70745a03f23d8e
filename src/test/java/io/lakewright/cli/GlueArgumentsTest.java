package io.lakewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlueArgumentsTest {
  @Test
  void putsTheJobFirst() {
    assertThat(
            GlueArguments.toCommandLine(
                "--input", "s3://b/x", "--job", "flatten", "--dry-run", "true"))
        .containsExactly("flatten", "--input", "s3://b/x", "--dry-run", "true");
  }

  @Test
  void leavesOutWhatIsGluesOwn() {
    assertThat(
            GlueArguments.toCommandLine(
                "--JOB_NAME",
                "n",
                "--JOB_ID",
                "j_1",
                "--JOB_RUN_ID",
                "jr_1",
                "--TempDir",
                "s3://t/",
                "--job-bookmark-option",
                "job-bookmark-disable",
                "--job-language",
                "java",
                "--enable-metrics",
                "true",
                "--enable-continuous-cloudwatch-log",
                "--extra-jars",
                "s3://b/x.jar",
                "--conf",
                "spark.a=1 --conf spark.b=2",
                "--class",
                "io.lakewright.cli.GlueMain",
                "--datalake-formats",
                "iceberg,delta",
                "--continuous-log-logGroup",
                "g",
                "--job",
                "flatten",
                "--output",
                "db.rates"))
        .containsExactly("flatten", "--output", "db.rates");
  }

  @Test
  void takesJobsOfTwoWordsAndOptionsWithEquals() {
    assertThat(GlueArguments.toCommandLine("--job=sample rates", "--size=1GB", "--JOB_NAME=n"))
        .containsExactly("sample", "rates", "--size=1GB");
  }

  @Test
  void keepsUnknownOptionsSoThatTheyAreReported() {
    assertThat(GlueArguments.toCommandLine("--job", "flatten", "--inptu", "x"))
        .containsExactly("flatten", "--inptu", "x");
  }
}
