package io.lakewright.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscordsOptionsTest {
  @Test
  void tablesAreInAFolderOrShareTheBeginningOfTheirNames() {
    assertThat(builder().to("/data/out").options().place("profile"))
        .hasToString("/data/out/profile");
    assertThat(builder().to("lake.iot.ecg").options().place("discords"))
        .hasToString("lake.iot.ecg_discords");
    assertThat(builder().to("lake.iot.ecg").options().target().format()).isEqualTo(Format.ICEBERG);
  }

  @Test
  void lengthsAreANumberAutoOrARange() {
    assertThat(Lengths.parse("auto").isAuto()).isTrue();
    assertThat(Lengths.parse(" 288 ")).isEqualTo(Lengths.of(288));
    assertThat(Lengths.parseRange("50..400"))
        .isEqualTo(new Lengths(50, 400))
        .hasToString("50..400");
    assertThatThrownBy(() -> Lengths.parse("two"))
        .isInstanceOf(UserException.class)
        .hasMessage("Length must be a number of points or auto, cannot be: two");
    assertThatThrownBy(() -> Lengths.parseRange("400..50"))
        .hasMessageContaining("the smaller first, cannot be: 400 to 50");
  }

  @Test
  void theTrainingPartIsANumberOrATime() {
    assertThat(Train.parse("1000").start()).isEqualTo(1000);
    assertThat(Train.parse("2026-01-01").timeMicros()).isEqualTo(1_767_225_600_000_000L);
    assertThat(Train.parse("2026-01-01 00:00:01").timeMicros()).isEqualTo(1_767_225_601_000_000L);
    assertThat(Train.parse("2026-01-01T01:00:00+01:00").timeMicros())
        .isEqualTo(1_767_225_600_000_000L);
    assertThatThrownBy(() -> Train.parse("last week"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be: last week");
  }

  @Test
  void contradictionsAreUsageErrors() {
    refused(
        builder().lookback(5),
        "Look-back must be at least the exclusion of 20 points, cannot be: 5");
    refused(builder().top(0), "Number of discords must be between 1 and 10,000, cannot be: 0");
    refused(builder().agree(2), "at most the 1 given by --value, cannot be: 2");
    refused(builder().values("a", "a"), "Columns of values must differ, cannot be: [a, a]");
    refused(builder().step(Duration.ofNanos(10)), "Step must be at least a microsecond");
    refused(
        builder().step(Duration.ofDays(999_999_999_999L)), "Step must be at most a hundred years");
    refused(
        builder().values("a", "b").agree(1).algorithm(Algorithm.DAMP),
        "--agree cannot go with --algorithm damp");
    DiscordsBuilder continued = builder().lookback(100).state("state");
    refused(continued.fill(Fill.LINEAR), "State cannot go with --fill linear");
    refused(
        builder().lookback(100).state("state").ifExists(IfExists.REPLACE),
        "State cannot go with --if-exists replace");
  }

  private static void refused(DiscordsBuilder builder, String message) {
    assertThatThrownBy(builder::options)
        .isInstanceOfSatisfying(UserException.class, e -> assertThat(e.isUsage()).isTrue())
        .hasMessageContaining(message);
  }

  private static DiscordsBuilder builder() {
    return new DiscordsBuilder(List.of("in"), job -> null).length(20).to("out");
  }
}
