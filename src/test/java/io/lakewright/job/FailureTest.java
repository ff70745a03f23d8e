package io.lakewright.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lakewright.UserException;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FailureTest {
  @Test
  void findsAUserExceptionDeepInTheChain() {
    Failure failure =
        Failure.of(
            new SparkException(
                "Job aborted", new RuntimeException(new UserException("No file x."))));
    assertThat(failure.message()).isEqualTo("No file x.");
    assertThat(failure.expected()).isTrue();
    assertThat(failure.usage()).isFalse();
  }

  @Test
  void findsAUserExceptionThatArrivedAsText() {
    Failure failure =
        Failure.of(
            new SparkException(
                "Job aborted due to stage failure: Lost task 0.0 (TID 1):"
                    + " io.lakewright.UserException: No file x.\n\tat a.B.c(B.java:1)\n",
                null));
    assertThat(failure.message()).isEqualTo("No file x.");
    assertThat(failure.expected()).isTrue();
  }

  @Test
  void findsAUserExceptionThrownWithinATask(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Throwable thrown =
        catchThrowable(
            () ->
                context
                    .parallelize(List.of(1))
                    .foreach(
                        x -> {
                          throw new UserException("Part " + x + " is broken.");
                        }));
    assertThat(Failure.of(thrown).message()).isEqualTo("Part 1 is broken.");
  }

  @Test
  void showsTheRootCauseInsteadOfSparksWrapping() {
    Failure failure =
        Failure.of(new SparkException("Job aborted", new IOException("disk is full")));
    assertThat(failure.message()).isEqualTo("IOException: disk is full");
    assertThat(failure.expected()).isFalse();
    assertThat(failure.stackTrace()).contains("Job aborted").contains("\tat ");
  }

  @Test
  void namesWhatSparkCannotFindWithoutItsPlan(SparkSession spark) {
    Failure failure = Failure.of(catchThrowable(() -> spark.sql("SELECT * FROM nowhere")));
    assertThat(failure.message()).contains("`nowhere` cannot be found").doesNotContain("'Project");
    assertThat(failure.expected()).isTrue();
  }

  @Test
  void cutsTracesOutOfSparksMessages() {
    Failure failure =
        Failure.of(
            new SparkException(
                "Job aborted due to stage failure: boom\n\tat x.Y.z(Y.java)\n\nDriver stacktrace:",
                null));
    assertThat(failure.message())
        .isEqualTo("SparkException: Job aborted due to stage failure: boom");
  }

  @Test
  void hintsAtWhatToDoAboutS3() {
    assertThat(hint("s3a://b/k: getFileStatus: Forbidden (Service: Amazon S3; Status Code: 403)"))
        .contains("s3:ListBucket");
    assertThat(hint("s3a://b: Unable to load AWS credentials from any provider in the chain"))
        .contains("AWS_PROFILE");
    assertThat(hint("s3a://b: The specified bucket does not exist (NoSuchBucket)"))
        .contains("does not exist");
    assertThat(hint("403 Forbidden from a web page")).isNull();
  }

  @Test
  void hintsAtMemoryAndAtTheMetastoreInUse() {
    assertThat(Failure.of(new RuntimeException(new OutOfMemoryError("Java heap space"))).hint())
        .contains("LAKEWRIGHT_HEAP");
    assertThat(hint("Another instance of Derby may have already booted the database"))
        .contains("--warehouse");
  }

  @Test
  void survivesCausesInACircle() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);
    assertThat(Failure.of(a).message()).isNotBlank();
  }

  private static String hint(String message) {
    return Failure.of(new IOException(message)).hint();
  }
}
