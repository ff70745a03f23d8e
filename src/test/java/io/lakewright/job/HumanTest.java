package io.lakewright.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "12345, 12.3 kB",
    "999949, 1.0 MB",
    "512000000, 512 MB",
    "42000000000, 42.0 GB"
  })
  void writesBytes(long bytes, String text) {
    assertThat(Human.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "4.24, 4.2 s",
    "58.3, 58 s",
    "120, 2 min",
    "200, 3 min 20 s",
    "7500, 2 h 5 min"
  })
  void writesDurations(double seconds, String text) {
    assertThat(Human.seconds(seconds)).isEqualTo(text);
  }
}
