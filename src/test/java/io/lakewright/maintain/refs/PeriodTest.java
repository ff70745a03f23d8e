package io.lakewright.maintain.refs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PeriodTest {
  @Property(tries = 300, seed = "1")
  void periodsAbutAndAreFoundAgainByTheirName(
      @ForAll Period period, @ForAll @LongRange(max = 253_000_000_000L) long second) {
    Instant time = Instant.ofEpochSecond(second);

    Instant start = period.start(time);
    Instant end = period.end(start);

    assertThat(start).isBeforeOrEqualTo(time);
    assertThat(end).isAfter(time);
    assertThat(period.start(end)).isEqualTo(end);
    assertThat(period.start(end.minusMillis(1))).isEqualTo(start);
    assertThat(period.parse(period.label(start))).contains(start);
  }
}
