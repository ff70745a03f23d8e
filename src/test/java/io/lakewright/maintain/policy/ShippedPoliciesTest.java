package io.lakewright.maintain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.Setting;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.StepSettings;
import io.lakewright.maintain.Steps;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.cost.PriceFile;
import io.lakewright.maintain.cost.Prices;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShippedPoliciesTest {
  private static final TableName TABLE = TableName.parse("lake.db.t");
  private final PolicyKeys keys = new PolicyKeys(Steps.all());

  @Test
  void theDefaultPolicyIsWhatTheStepsDeclare() throws IOException {
    assertThat(Files.readString(PolicyReference.POLICY)).isEqualTo(PolicyReference.yaml());
  }

  @Test
  void theReferenceInTheDocumentationIsWhatTheStepsDeclare() throws IOException {
    String page = Files.readString(PolicyReference.PAGE);

    assertThat(page).isEqualTo(PolicyReference.page(page));
  }

  @Test
  void theDefaultPolicyChangesNothingButSaysEverything() {
    Map<StepName, StepSettings> said =
        PolicyFile.read(PolicyReference.POLICY.toString(), keys).settingsFor(TABLE, Map.of());
    Map<StepName, StepSettings> unsaid = Policy.standard(keys).settingsFor(TABLE, Map.of());

    assertThat(said.keySet()).isEqualTo(unsaid.keySet());
    for (StepName step : said.keySet()) {
      assertThat(said.get(step).enabled()).isEqualTo(unsaid.get(step).enabled());
      for (Setting<?> setting : keys.settings(step)) {
        if (!setting.key().equals(PolicyKeys.ENABLED)) {
          assertThat(said.get(step).<Object>get(any(setting)))
              .isEqualTo(unsaid.get(step).<Object>get(any(setting)));
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // Values are only compared.
  private static Setting<Object> any(Setting<?> setting) {
    return (Setting<Object>) setting;
  }

  @Test
  void everyShippedPolicyIsUnderstood() {
    for (Path policy : PolicyReference.shipped()) {
      assertThat(PolicyFile.read(policy.toString(), keys).settingsFor(TABLE, Map.of()))
          .hasSameSizeAs(Steps.all());
    }
  }

  @Test
  void theShippedPricesAreThoseInConf() {
    Prices built = PriceFile.read(Optional.empty());
    Path file = TestDirs.base().resolve("conf/maintenance/prices.yaml");

    assertThat(PriceFile.read(Optional.of(file.toString()))).isEqualTo(built);
    assertThat(built.standard()).isGreaterThan(built.cold());
  }
}
