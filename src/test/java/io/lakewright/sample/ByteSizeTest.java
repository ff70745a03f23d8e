package io.lakewright.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import org.junit.jupiter.api.Test;

class ByteSizeTest {
  @Test
  void readsDecimalAndBinaryUnits() {
    assertThat(ByteSize.parse("20kb")).isEqualTo(20_000);
    assertThat(ByteSize.parse("110 MB")).isEqualTo(110_000_000);
    assertThat(ByteSize.parse("1.5g")).isEqualTo(1_500_000_000);
    assertThat(ByteSize.parse("2kib")).isEqualTo(2_048);
    assertThat(ByteSize.parse("77")).isEqualTo(77);
  }

  @Test
  void refusesWhatIsNoSize() {
    for (String text : new String[] {"", "mb", "-1kb", "1 potato", "1ib"}) {
      assertThatThrownBy(() -> ByteSize.parse(text))
          .isInstanceOf(UserException.class)
          .hasMessageEndingWith("cannot be: " + text);
    }
  }
}
