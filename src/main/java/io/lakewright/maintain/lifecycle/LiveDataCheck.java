package io.lakewright.maintain.lifecycle;

import io.lakewright.maintain.s3.S3Location;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/** Finds the rules of a bucket that would remove, or archive out of reach, live data of a table. */
final class LiveDataCheck {
  private LiveDataCheck() {}

  /**
   * The enabled rules that catch objects below the folders whether or not they are retired.
   *
   * @param retired the tags that only retired objects carry
   */
  static List<LifecycleRule> dangers(
      List<LifecycleRule> rules, List<S3Location> folders, Map<String, String> retired) {
    return rules.stream()
        .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
        .filter(LiveDataCheck::takesData)
        .filter(rule -> !isForRetired(rule, retired))
        .filter(rule -> folders.stream().anyMatch(folder -> overlaps(prefix(rule), folder)))
        .toList();
  }

  private static boolean takesData(LifecycleRule rule) {
    boolean expires =
        rule.expiration() != null
            && (rule.expiration().days() != null || rule.expiration().date() != null);
    boolean archives =
        rule.transitions().stream()
            .anyMatch(
                transition ->
                    transition.storageClass() == TransitionStorageClass.GLACIER
                        || transition.storageClass() == TransitionStorageClass.DEEP_ARCHIVE);
    return expires || archives;
  }

  /** Whether the rule asks for one of the tags, whatever else it asks for. */
  private static boolean isForRetired(LifecycleRule rule, Map<String, String> retired) {
    LifecycleRuleFilter filter = rule.filter();
    if (filter == null) {
      return false;
    }
    LifecycleRuleAndOperator and = filter.and();
    List<Tag> tags =
        and != null ? and.tags() : filter.tag() != null ? List.of(filter.tag()) : List.of();
    return tags.stream().anyMatch(tag -> tag.value().equals(retired.get(tag.key())));
  }

  @SuppressWarnings("deprecation") // Rules of before 2016 have their prefix there.
  static String prefix(LifecycleRule rule) {
    LifecycleRuleFilter filter = rule.filter();
    String prefix =
        filter == null
            ? rule.prefix()
            : filter.and() != null ? filter.and().prefix() : filter.prefix();
    return prefix == null ? "" : prefix;
  }

  private static boolean overlaps(String prefix, S3Location folder) {
    String live = LifecycleRules.prefix(folder);
    return live.startsWith(prefix) || prefix.startsWith(live);
  }
}
