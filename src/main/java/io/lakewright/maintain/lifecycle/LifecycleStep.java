package io.lakewright.maintain.lifecycle;

import io.lakewright.UserException;
import io.lakewright.job.Human;
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
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.S3Location;
import io.lakewright.maintain.s3.S3Objects;
import io.lakewright.maintain.tags.RetiredTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** Keeps the bucket's lifecycle rules for a table as the policy says. Off unless asked for. */
public final class LifecycleStep implements Step {
  @Override
  public StepName name() {
    return StepName.LIFECYCLE;
  }

  @Override
  public List<Setting<?>> settings() {
    return LifecyclePolicy.SETTINGS;
  }

  /** A bucket's configuration is not the table's own, so somebody has to want it. */
  @Override
  public boolean enabledByDefault() {
    return false;
  }

  @Override
  public Assessment assess(TableContext table) {
    Optional<S3Access> access = S3Access.of(table.table());
    if (access.isEmpty()) {
      return Assessment.notNeeded(name(), "Its files are not read by S3FileIO", Measure.NONE);
    }
    Map<String, String> tags = RetiredTags.of(table, access.get());
    if (tags.isEmpty()) {
      return Assessment.notNeeded(
          name(),
          "Nothing marks retired objects: neither s3.delete.tags.* of the catalog nor delete-tags of the policy",
          Measure.NONE);
    }
    Map<String, String> telling = RetiredTags.telling(table, access.get());
    if (telling.isEmpty()) {
      return Assessment.refused(
          name(),
          "Live and retired objects carry the same tags; a rule would take both",
          Measure.NONE);
    }
    LifecyclePolicy policy = LifecyclePolicy.of(table.settings());
    List<String> difference = new ArrayList<>();
    int rules = 0;
    try (S3Objects objects = access.get().open()) {
      for (Map.Entry<String, List<S3Location>> folders :
          TableFolders.of(table.table()).entrySet()) {
        Bucket bucket = new Bucket(objects, folders.getKey());
        List<LifecycleRule> present = bucket.rules();
        LifecycleMerge merge = merge(table, bucket, present, folders.getValue(), tags, policy);
        List<LifecycleRule> dangers =
            LiveDataCheck.dangers(merge.after(), folders.getValue(), telling);
        Optional<String> refusal = refusal(folders.getKey(), merge, dangers);
        if (refusal.isPresent()) {
          return Assessment.refused(name(), refusal.get(), new Measure(dangers.size(), 0))
              .withDetails(dangers.stream().map(LifecycleMerge::describe).toList());
        }
        rules += present.size();
        difference.addAll(merge.difference());
      }
    }
    Measure now = new Measure(rules, 0);
    List<String> details = new ArrayList<>(difference);
    if (!difference.isEmpty() && policy.expireDays() > 0) {
      Measure old = OldFiles.of(table, policy.expireDays());
      details.add(
          "S3 counts days from when an object was made: what is older than %d days when it is retired goes a day or two later and cannot be brought back, and so does what is retired already"
              .formatted(policy.expireDays()));
      if (old.files() > 0) {
        details.add(
            "%,d live files (%s) may be older than that"
                .formatted(old.files(), Human.bytes(old.bytes())));
      }
    }
    return difference.isEmpty()
        ? Assessment.notNeeded(name(), "The bucket's rules are as the policy says", now)
            .withDetails(details)
        : Assessment.due(
                name(),
                "%d lifecycle rules come or go".formatted(difference.size()),
                now,
                now,
                Effort.of(new Requests(3, 1, 0)),
                Gain.NONE,
                null)
            .withDetails(details);
  }

  private static Optional<String> refusal(
      String bucket, LifecycleMerge merge, List<LifecycleRule> dangers) {
    if (!dangers.isEmpty()) {
      return Optional.of(
          "%d rules of bucket %s take live data of this table; change them first"
              .formatted(dangers.size(), bucket));
    }
    return merge.isTooLong()
        ? Optional.of(
            "Bucket %s would have %d rules; S3 allows %d"
                .formatted(bucket, merge.after().size(), LifecycleMerge.LIMIT))
        : Optional.empty();
  }

  private static LifecycleMerge merge(
      TableContext table,
      Bucket bucket,
      List<LifecycleRule> present,
      List<S3Location> folders,
      Map<String, String> tags,
      LifecyclePolicy policy) {
    String name = table.name().toString();
    String location = table.table().location();
    return LifecycleMerge.of(
        present,
        rule -> LifecycleRules.isOf(rule, name, location, folders),
        LifecycleRules.of(
            LifecycleRules.owner(name, location), folders, tags, policy, bucket.isVersioned()));
  }

  @Override
  public Outcome run(TableContext table, Assessment assessment) {
    if (!assessment.isDue()) {
      return Outcome.skipped(assessment);
    }
    S3Access access = S3Access.of(table.table()).orElseThrow();
    Map<String, String> tags = RetiredTags.of(table, access);
    Map<String, String> telling = RetiredTags.telling(table, access);
    LifecyclePolicy policy = LifecyclePolicy.of(table.settings());
    List<String> difference = new ArrayList<>();
    try (S3Objects objects = access.open()) {
      TableFolders.of(table.table())
          .forEach(
              (name, folders) -> {
                Bucket bucket = new Bucket(objects, name);
                LifecycleMerge merge =
                    bucket.change(
                        present -> {
                          // Rules may have come since the plan.
                          LifecycleMerge wanted =
                              merge(table, bucket, present, folders, tags, policy);
                          List<LifecycleRule> dangers =
                              LiveDataCheck.dangers(wanted.after(), folders, telling);
                          refusal(name, wanted, dangers)
                              .ifPresent(
                                  why -> {
                                    throw new UserException(why);
                                  });
                          return wanted;
                        });
                difference.addAll(merge.difference());
              });
    }
    return Outcome.done(
        name(),
        difference.isEmpty() ? "The rules were in place already" : String.join("; ", difference),
        assessment.before(),
        assessment.after(),
        assessment.effort());
  }
}
