package io.lakewright.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("--input", "--output", "--if-exists", "--codes");

  @Test
  void findsTheNameWithTheFewestEdits() {
    assertThat(Nearest.to("--inptu", KNOWN)).contains("--input");
    assertThat(Nearest.to("--OUTPUT", KNOWN)).contains("--output");
    assertThat(Nearest.to("--if-exist", KNOWN)).contains("--if-exists");
  }

  @Test
  void staysSilentWhenNothingIsNear() {
    assertThat(Nearest.to("xyzzy", List.of("flatten"))).isEmpty();
    assertThat(Nearest.question("xyzzy", List.of("flatten"))).isEmpty();
    assertThat(Nearest.to("anything", List.of())).isEmpty();
  }

  @Test
  void countsASwapOfNeighboursAsOneEdit() {
    assertThat(Nearest.distance("flatten", "falt ten".replace(" ", ""))).isEqualTo(1);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("same", "same")).isZero();
  }
}
