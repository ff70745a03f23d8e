package io.lakewright.rates.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;

/** Whatever is added in whatever way, parquet-java's decoder reads it. */
class RunEncoderPropertyTest {
  private final RunEncoder encoder = new RunEncoder();
  private final List<Integer> added = new ArrayList<>();

  @Property(tries = 1_000, seed = "13")
  void valuesAreReadAsTheyWereAdded(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 28) int width,
      @ForAll @IntRange(min = 1, max = RunEncoder.LONG_RUN) int shortestRun,
      @ForAll @IntRange(min = 1, max = 300) int variety)
      throws IOException {
    Random random = new Random(seed);
    int values = (int) Math.min(1L << width, variety);
    added.clear();
    encoder.reset(width, shortestRun);
    for (int step = random.nextInt(60); step > 0; step--) {
      add(random, width, values);
    }
    encoder.end();

    Bytes bytes = new Bytes();
    encoder.writeTo(bytes);
    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(
            width, new ByteArrayInputStream(bytes.array(), 0, encoder.size()));
    List<Integer> read = new ArrayList<>();
    for (int i = 0; i < added.size(); i++) {
      read.add(decoder.readInt());
    }
    assertThat(read).isEqualTo(added);
  }

  private void add(Random random, int width, int values) {
    int length = random.nextInt(random.nextInt(6) == 0 ? 5_000 : 12);
    switch (random.nextInt(3)) {
      case 0 -> {
        int value = random.nextInt(values);
        encoder.run(value, length);
        added.addAll(Collections.nCopies(length, value));
      }
      case 1 -> {
        int[] some = random.ints(length, 0, values).toArray();
        encoder.add(Arrays.copyOf(some, length + 3), length);
        Arrays.stream(some).forEach(added::add);
      }
      default -> {
        int[] some = random.ints(random.nextInt(9), 0, values).toArray();
        int times = random.nextBoolean() ? 1 : length;
        if (times == 1) {
          encoder.add(Pattern.of(width, some));
        } else {
          encoder.repeat(Pattern.of(width, some), times);
        }
        for (int i = 0; i < times; i++) {
          Arrays.stream(some).forEach(added::add);
        }
      }
    }
  }
}
