package io.lakewright.maintain.policy;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Measure;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Setting;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import java.time.Duration;
import java.util.List;

/** Two steps with settings of several kinds, which do nothing. */
final class TestSteps {
  static final Setting<Long> SIZE = Setting.bytes("target-file-size", "512 MiB", "A size.");
  static final Setting<Double> RATIO = Setting.ratio("delete-ratio", 0.3, "A share.");
  static final Setting<Duration> AGE = Setting.duration("max-age", "5d", "An age.");
  static final Setting<List<String>> RULES = Setting.list("rules", "", "Rules.");
  static final PolicyKeys KEYS =
      new PolicyKeys(
          List.of(
              step(StepName.COMPACTION, true, List.of(SIZE, RATIO)),
              step(StepName.EXPIRY, false, List.of(AGE, RULES))));

  private TestSteps() {}

  private static Step step(StepName name, boolean enabled, List<Setting<?>> settings) {
    return new Step() {
      @Override
      public StepName name() {
        return name;
      }

      @Override
      public List<Setting<?>> settings() {
        return settings;
      }

      @Override
      public boolean enabledByDefault() {
        return enabled;
      }

      @Override
      public Assessment assess(TableContext table) {
        return Assessment.notNeeded(name, "Nothing", Measure.NONE);
      }

      @Override
      public Outcome run(TableContext table, Assessment assessment) {
        return Outcome.skipped(assessment);
      }
    };
  }
}
