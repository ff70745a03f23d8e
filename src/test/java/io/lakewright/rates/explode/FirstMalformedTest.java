package io.lakewright.rates.explode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.rates.split.Slice;
import io.lakewright.testkit.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FirstMalformedTest {
  private static final String ANOMALY =
      "{\"sourceFile\":\"%s\",\"kind\":\"%s\",\"detail\":\"d\",\"occurrences\":1}";

  private static Slice slice(String file, String kind) {
    return kind == null
        ? new Slice(Slice.Kind.FILE_END, file, null, null, 0, 0, 0, 0, 0, new byte[0])
        : new Slice(
            Slice.Kind.ANOMALY,
            file,
            null,
            null,
            0,
            0,
            0,
            0,
            0,
            ANOMALY.formatted(file, kind).getBytes(UTF_8));
  }

  @Test
  void aTaskReadsNothingBehindTheFirstMalformedFile(SparkSession spark) {
    FirstMalformed malformed = FirstMalformed.watching(spark.sparkContext(), true).orElseThrow();
    List<Slice> slices =
        List.of(
            slice("a", "missing-field"),
            slice("a", null),
            slice("b", "truncated"),
            slice("b", null),
            slice("c", null));
    List<Slice> read = new ArrayList<>();

    malformed.upTo(slices.iterator()).forEachRemaining(read::add);

    assertThat(read).containsExactlyElementsOf(slices.subList(0, 3));
    assertThat(malformed.value()).get().extracting("sourceFile").isEqualTo("b");
  }

  @Test
  void theOtherTasksOfTheJobAreCancelled(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobGroup("malformed", "a test", true);
    try {
      FirstMalformed malformed = FirstMalformed.watching(spark.sparkContext(), true).orElseThrow();
      // The second task would never end by itself.
      Assertions.assertThatThrownBy(
              () ->
                  context
                      .parallelize(List.of(0, 1), 2)
                      .mapPartitionsWithIndex(
                          (index, values) ->
                              malformed.upTo(
                                  index == 0
                                      ? List.of(slice("a", "malformed-json")).iterator()
                                      : new Endless()),
                          false)
                      .count())
          .hasMessageContaining("cancelled");

      assertThat(malformed.value()).get().extracting("sourceFile").isEqualTo("a");
    } finally {
      context.clearJobGroup();
    }
  }

  private static final class Endless implements java.util.Iterator<Slice> {
    @Override
    public boolean hasNext() {
      return !Thread.currentThread().isInterrupted();
    }

    @Override
    public Slice next() {
      return slice("b", null);
    }
  }
}
