package io.lakewright.maintain.lifecycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * A bucket's rules with those of one table replaced; all others stay as they are, in their order.
 *
 * @param before the bucket's rules
 * @param after what they are to be
 * @param others those of before that are not the table's
 */
record LifecycleMerge(
    List<LifecycleRule> before, List<LifecycleRule> after, List<LifecycleRule> others) {
  /** S3's limit for one bucket. */
  static final int LIMIT = 1000;

  LifecycleMerge {
    before = List.copyOf(before);
    after = List.copyOf(after);
    others = List.copyOf(others);
  }

  /**
   * Merges.
   *
   * @param isOwn whether a rule of the bucket is one of the table's
   */
  static LifecycleMerge of(
      List<LifecycleRule> bucket, Predicate<LifecycleRule> isOwn, List<LifecycleRule> ours) {
    List<LifecycleRule> others = bucket.stream().filter(isOwn.negate()).toList();
    List<LifecycleRule> after = new ArrayList<>(others);
    after.addAll(ours);
    Set<String> present = signatures(bucket.stream().filter(isOwn).toList());
    return new LifecycleMerge(bucket, present.equals(signatures(ours)) ? bucket : after, others);
  }

  /** What rules do, however S3 writes them. */
  private static Set<String> signatures(List<LifecycleRule> rules) {
    return rules.stream()
        .map(rule -> rule.statusAsString() + " " + describe(rule))
        .collect(Collectors.toSet());
  }

  boolean changesNothing() {
    return before.equals(after);
  }

  boolean isTooLong() {
    return after.size() > LIMIT;
  }

  /** The difference, a line for each rule that comes ({@code +}) or goes ({@code -}). */
  List<String> difference() {
    Map<String, LifecycleRule> old = new HashMap<>();
    before.forEach(rule -> old.put(rule.id(), rule));
    List<String> lines = new ArrayList<>();
    for (LifecycleRule rule : before) {
      if (!after.contains(rule)) {
        lines.add("- " + describe(rule));
      }
    }
    for (LifecycleRule rule : after) {
      if (!rule.equals(old.get(rule.id()))) {
        lines.add("+ " + describe(rule));
      }
    }
    return lines;
  }

  /** A rule in a sentence for people. */
  static String describe(LifecycleRule rule) {
    List<String> acts = new ArrayList<>();
    rule.transitions()
        .forEach(
            t -> acts.add("to %s after %s days".formatted(t.storageClassAsString(), t.days())));
    if (rule.expiration() != null) {
      acts.add(
          rule.expiration().days() == null
              ? "expire " + rule.expiration()
              : "expire after %s days".formatted(rule.expiration().days()));
    }
    if (rule.noncurrentVersionExpiration() != null) {
      acts.add(
          "old versions expire after %s days"
              .formatted(rule.noncurrentVersionExpiration().noncurrentDays()));
    }
    if (rule.abortIncompleteMultipartUpload() != null) {
      acts.add(
          "abort uploads after %s days"
              .formatted(rule.abortIncompleteMultipartUpload().daysAfterInitiation()));
    }
    return "%s: %s: %s".formatted(rule.id(), scope(rule), String.join(", ", acts));
  }

  private static String scope(LifecycleRule rule) {
    LifecycleRuleFilter filter = rule.filter();
    if (filter == null) {
      return "everything";
    }
    LifecycleRuleAndOperator and = filter.and();
    List<Tag> tags =
        and != null ? and.tags() : filter.tag() != null ? List.of(filter.tag()) : List.of();
    String prefix = and != null ? and.prefix() : filter.prefix();
    String where = prefix == null || prefix.isEmpty() ? "everything" : prefix + "*";
    return tags.isEmpty()
        ? where
        : where
            + " tagged "
            + tags.stream()
                .map(tag -> tag.key() + "=" + tag.value())
                .sorted()
                .collect(Collectors.joining(", "));
  }
}
