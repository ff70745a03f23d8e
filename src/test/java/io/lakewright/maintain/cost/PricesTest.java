package io.lakewright.maintain.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lakewright.UserException;
import io.lakewright.config.Yaml;
import io.lakewright.maintain.Effort;
import io.lakewright.maintain.Gain;
import io.lakewright.maintain.Requests;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
  private static final String YAML =
      """
      region: eu-central-1
      currency: EUR
      date: 2025-01-01
      source: the contract
      storage: {standard: 0.02, cold: 0.005}
      requests: {writes: 0.005, reads: 0.0004}
      compute: {core-hour: 0.1}
      assumptions: {scans-per-month: 10, rewrite-rate: 1 MiB, stored-twice: 3d}
      """;
  private static final Prices PRICES = PriceFile.parse("p.yaml", Yaml.parse("p.yaml", YAML));
  private static final long GIB = 1L << 30;

  @Test
  void workCostsRequestsComputingAndStoringTwice() {
    assertThat(PRICES.cost(Effort.of(new Requests(10_000, 2_000, 1_000_000))))
        .isEqualTo(0.004 + 0.01, within(1e-9));
    // 2 GiB at 1 MiB a second is 2048 s; 1 GiB is stored twice for a tenth of a month.
    assertThat(PRICES.cost(new Effort(Requests.NONE, GIB, GIB)))
        .isEqualTo(2048 / 3600.0 * 0.1 + 0.02 / 10, within(1e-9));
  }

  @Test
  void savingsAreStorageFreedOrCheaperAndRequestsNotMade() {
    assertThat(PRICES.monthlySaving(Gain.freeing(5 * GIB))).isEqualTo(0.1, within(1e-9));
    assertThat(PRICES.monthlySaving(Gain.cooling(4 * GIB))).isEqualTo(0.06, within(1e-9));
    assertThat(PRICES.monthlySaving(Gain.fewerReads(100_000))).isEqualTo(0.4, within(1e-9));
    assertThat(PRICES.origin()).isEqualTo("eu-central-1, 2025-01-01, the contract");
  }

  @Test
  void storingTwiceFollowsTheAssumption() {
    assertThat(PRICES.storedTwice()).isEqualTo(Duration.ofDays(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "standard: 0.02 | standrad: 0.02 | Unknown price 'storage.standrad' in p.yaml. Did you mean 'storage.standard'?",
        "standard: 0.02, | '' | 'storage.standard' is missing in p.yaml",
        "standard: 0.02 | standard: cheap | 'storage.standard' in p.yaml must be a number, cannot be: cheap",
        "standard: 0.02 | standard: -1 | 'storage.standard' in p.yaml must not be negative, cannot be: -1",
        "rewrite-rate: 1 MiB | rewrite-rate: fast | 'assumptions.rewrite-rate' in p.yaml must be a size such as 512 MiB, cannot be: fast"
      })
  void aFileThatIsNotWholeIsAnError(String from, String to, String message) {
    String yaml = YAML.replace(from, to);

    assertThatThrownBy(() -> PriceFile.parse("p.yaml", Yaml.parse("p.yaml", yaml)))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }
}
