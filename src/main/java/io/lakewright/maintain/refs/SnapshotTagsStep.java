package io.lakewright.maintain.refs;

import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Effort;
import io.lakewright.maintain.Gain;
import io.lakewright.maintain.Measure;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Requests;
import io.lakewright.maintain.Setting;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Table;

/** Creates, keeps and drops snapshot tags and branches by calendar rules. */
public final class SnapshotTagsStep implements Step {
  private static final Setting<List<String>> TEXTS = Setting.list("rules", "", "");

  static final Setting<List<RefRule>> RULES =
      new Setting<>(
          "rules",
          "",
          "such as daily=7d, month-end=730d: the table as of the end of each hour, day, week, month,"
              + " quarter or year (UTC), kept so long; with branch: in front, as a branch",
          text -> TEXTS.parser().apply(text).stream().map(RefRule::parse).toList());
  static final Setting<String> PREFIX =
      new Setting<>(
          "prefix",
          "auto-",
          "names begin so, such as auto-daily-2026-11-23; others are never touched",
          SnapshotTagsStep::requirePrefix);
  static final Setting<Map<Pattern, Duration>> BRANCHES =
      new Setting<>(
          "branch-max-age",
          "",
          "such as audit_*=30d: branches of such names that have no maximum age get this one, after"
              + " which expiry drops them",
          SnapshotTagsStep::parseBranches);

  private static final Setting<Duration> AGE = Setting.duration("age", "1d", "");
  private static final int EXAMPLES = 10;

  @Override
  public StepName name() {
    return StepName.SNAPSHOT_TAGS;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(RULES, PREFIX, BRANCHES);
  }

  private static String requirePrefix(String text) {
    if (!text.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "must be letters, digits, dots, hyphens or underscores, cannot be: \"" + text + "\"");
    }
    return text;
  }

  private static Map<Pattern, Duration> parseBranches(String text) {
    Map<Pattern, Duration> ages = new LinkedHashMap<>();
    for (String part : TEXTS.parser().apply(text)) {
      int equals = part.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "must be patterns with an age, such as audit_*=30d, cannot be: " + part);
      }
      String glob = part.substring(0, equals).strip();
      Pattern pattern =
          Pattern.compile("\\Q" + glob.replace("\\E", "").replace("*", "\\E.*\\Q") + "\\E");
      ages.put(pattern, AGE.parser().apply(part.substring(equals + 1).strip()));
    }
    return ages;
  }

  private static RefPlan plan(TableContext context) {
    return RefPlan.of(
        context.table(),
        context.settings().get(RULES),
        context.settings().get(PREFIX),
        context.settings().get(BRANCHES),
        context.now());
  }

  @Override
  public Assessment assess(TableContext context) {
    RefPlan plan = plan(context);
    Measure before = new Measure(context.table().refs().size(), 0);
    if (plan.isEmpty()) {
      String reason =
          context.settings().get(RULES).isEmpty()
              ? "there are no rules"
              : "%,d tags and branches are as the rules say".formatted(plan.kept());
      return Assessment.notNeeded(name(), reason, before);
    }
    List<String> details = new ArrayList<>();
    plan.create().stream().limit(EXAMPLES).forEach(ref -> details.add("create " + ref.name()));
    plan.drop().stream().limit(EXAMPLES).forEach(name -> details.add("drop " + name));
    plan.adjust().keySet().stream()
        .sorted()
        .limit(EXAMPLES)
        .forEach(name -> details.add("set the maximum age of " + name));
    return Assessment.due(
            name(),
            text(plan),
            before,
            new Measure(before.files() + plan.create().size() - plan.drop().size(), 0),
            Effort.of(new Requests(1, 1, 0)),
            Gain.NONE,
            null)
        .withDetails(details);
  }

  private static String text(RefPlan plan) {
    return "%,d tags and branches to create, %,d to drop, %,d whose age changes, %,d kept"
        .formatted(plan.create().size(), plan.drop().size(), plan.adjust().size(), plan.kept());
  }

  @Override
  public Outcome run(TableContext context, Assessment assessment) {
    Table table = context.table();
    table.refresh();
    RefPlan plan = plan(context);
    if (plan.isEmpty()) {
      return Outcome.skipped(assessment);
    }
    ManageSnapshots change = table.manageSnapshots();
    for (RefPlan.NewRef ref : plan.create()) {
      if (ref.branch()) {
        change.createBranch(ref.name(), ref.snapshot());
      } else {
        change.createTag(ref.name(), ref.snapshot());
      }
      change.setMaxRefAgeMs(ref.name(), ref.maxAgeMillis());
    }
    plan.adjust().forEach(change::setMaxRefAgeMs);
    for (String name : plan.drop()) {
      if (table.refs().get(name).isBranch()) {
        change.removeBranch(name);
      } else {
        change.removeTag(name);
      }
    }
    change.commit();
    return Outcome.done(
        name(),
        "%,d tags and branches created, %,d dropped, %,d given another age"
            .formatted(plan.create().size(), plan.drop().size(), plan.adjust().size()),
        assessment.before(),
        new Measure(table.refs().size(), 0),
        Effort.of(new Requests(1, 1, 0)));
  }
}
