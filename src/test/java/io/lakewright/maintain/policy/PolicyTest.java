package io.lakewright.maintain.policy;

import static io.lakewright.maintain.policy.TestSteps.AGE;
import static io.lakewright.maintain.policy.TestSteps.KEYS;
import static io.lakewright.maintain.policy.TestSteps.RATIO;
import static io.lakewright.maintain.policy.TestSteps.RULES;
import static io.lakewright.maintain.policy.TestSteps.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.StepSettings;
import io.lakewright.maintain.TableName;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final TableName EVENTS = TableName.parse("lake.sales.events_eu");

  private static StepSettings settings(String yaml, StepName step, Map<String, String> properties) {
    return PolicyFile.parse("p.yaml", yaml, KEYS).settingsFor(EVENTS, properties).get(step);
  }

  private static StepSettings compaction(String yaml) {
    return settings(yaml, StepName.COMPACTION, Map.of());
  }

  @Test
  void withoutAPolicyTheDeclaredDefaultsHold() {
    Map<StepName, StepSettings> all = Policy.standard(KEYS).settingsFor(EVENTS, Map.of());

    assertThat(all.get(StepName.COMPACTION).enabled()).isTrue();
    assertThat(all.get(StepName.COMPACTION).get(SIZE)).isEqualTo(512L << 20);
    assertThat(all.get(StepName.EXPIRY).enabled()).isFalse();
    assertThat(all.get(StepName.EXPIRY).get(AGE)).isEqualTo(Duration.ofDays(5));
  }

  @Test
  void theCloserToATableTheStronger() {
    String yaml =
        """
        overrides:
          - table: events_*
            compaction: {target-file-size: 5 MiB}
          - database: lake.sales
            compaction: {target-file-size: 4 MiB, delete-ratio: 0.4}
          - catalog: lake
            compaction: {target-file-size: 3 MiB, delete-ratio: 0.5}
            expiry: {enabled: true, max-age: 9d}
        defaults:
          compaction: {target-file-size: 2 MiB}
          expiry: {max-age: 1d}
        """;

    assertThat(compaction(yaml).get(SIZE)).isEqualTo(5L << 20);
    assertThat(compaction(yaml).get(RATIO)).isEqualTo(0.4);
    assertThat(settings(yaml, StepName.EXPIRY, Map.of()).get(AGE)).isEqualTo(Duration.ofDays(9));
    assertThat(settings(yaml, StepName.EXPIRY, Map.of()).enabled()).isTrue();
    assertThat(
            settings(
                    yaml,
                    StepName.COMPACTION,
                    Map.of("lakewright.compaction.target-file-size", "6 MiB"))
                .get(SIZE))
        .isEqualTo(6L << 20);
  }

  @Test
  void amongOverridesOfOneRankTheLaterWins() {
    String yaml =
        """
        overrides:
          - table: lake.*.events_eu
            compaction: {target-file-size: 5 MiB}
          - table: "*"
            compaction: {target-file-size: 7 MiB}
        """;

    assertThat(compaction(yaml).get(SIZE)).isEqualTo(7L << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "table, lake.sales.events_eu, true",
    "table, EVENTS_??, true",
    "table, lake.sales.*, true",
    "table, events, false",
    "table, sales.events_eu, false",
    "database, sales, true",
    "database, lake.sal*, true",
    "database, lake, false",
    "catalog, lake, true",
    "catalog, lak, false"
  })
  void aPatternFitsTheWholeOfAFullOrOwnName(String scope, String pattern, boolean fits) {
    String yaml =
        """
        overrides:
          - %s: "%s"
            compaction: {enabled: false}
        """
            .formatted(scope, pattern);

    assertThat(compaction(yaml).enabled()).isEqualTo(!fits);
  }

  @Test
  void listsAndMappingsAreTextsAsInATableProperty() {
    String list = "defaults: {expiry: {rules: [daily=7d, monthly=2y]}}";
    String mapping = "defaults: {expiry: {rules: {daily: 7d, monthly: 2y}}}";

    assertThat(settings(list, StepName.EXPIRY, Map.of()).get(RULES))
        .containsExactly("daily=7d", "monthly=2y");
    assertThat(settings(mapping, StepName.EXPIRY, Map.of()).get(RULES))
        .containsExactly("daily=7d", "monthly=2y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default: {} | Unknown key 'default' in p.yaml. Did you mean 'defaults'?",
        "defaults: {compactoin: {}} | Unknown step 'compactoin' in p.yaml under 'defaults'. Did you mean 'compaction'?",
        "defaults: {compaction: {target-size: 1}} | 'target-size' in p.yaml of 'compaction' under 'defaults' is not a setting of the step compaction. Did you mean 'target-file-size'?",
        "defaults: {compaction: {delete-ratio: 3}} | 'delete-ratio' in p.yaml of 'compaction' under 'defaults' must be between 0 and 1, cannot be: 3",
        "defaults: {expiry: {max-age: soon}} | 'max-age' in p.yaml of 'expiry' under 'defaults' must be a time span such as 36h or 5d, cannot be: soon",
        "defaults: {compaction: {enabled: perhaps}} | 'enabled' in p.yaml of 'compaction' under 'defaults' must be true or false, cannot be: perhaps",
        "defaults: {compaction: true} | 'compaction' under 'defaults' in p.yaml must be a mapping, such as 'compaction: {enabled: false}'",
        "overrides: [{compaction: {}}] | An entry of overrides in p.yaml must name one of catalog, database, table",
        "overrides: [{table: a, catalog: b}] | An entry of overrides in p.yaml must name one of catalog, database, table"
      })
  void whateverIsNotUnderstoodIsAnError(String yaml, String message) {
    assertThatThrownBy(() -> PolicyFile.parse("p.yaml", yaml, KEYS))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }

  @Test
  void aPropertyThatIsNoSettingFailsItsTable() {
    assertThatThrownBy(
            () -> settings("{}", StepName.EXPIRY, Map.of("lakewright.expiry.max-aeg", "5d")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("The property lakewright.expiry.max-aeg of lake.sales.events_eu")
        .hasMessageContaining("Did you mean 'max-age'?")
        .hasMessageContaining("UNSET TBLPROPERTIES ('lakewright.expiry.max-aeg')");
    assertThatThrownBy(
            () -> settings("{}", StepName.EXPIRY, Map.of("lakewright.expiri.max-age", "5d")))
        .hasMessageContaining("Did you mean 'expiry'?");
  }

  @Test
  void propertiesOfOtherPurposesAreLeftAlone() {
    Map<String, String> others =
        Map.of(
            "lakewright.created-by", "x",
            "lakewright.lock.run-1", "x",
            "lakewright.archive.metadata", "x",
            "write.format.default", "parquet");

    assertThat(settings("{}", StepName.EXPIRY, others).get(AGE)).isEqualTo(Duration.ofDays(5));
  }
}
