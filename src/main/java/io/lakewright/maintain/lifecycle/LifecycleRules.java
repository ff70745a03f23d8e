package io.lakewright.maintain.lifecycle;

import io.lakewright.maintain.s3.S3Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Transition;

/** The rules for one table: for each folder of its objects one, and one for unfinished uploads. */
final class LifecycleRules {
  /** How the ids of all rules made here begin. */
  static final String OURS = "lakewright/";

  private static final int HASH_BYTES = 4;
  private static final Pattern EARLIER = Pattern.compile("(retired|uploads)(-\\d+)?");

  private LifecycleRules() {}

  /**
   * How the ids of a table's rules begin: its name, for people, and a hash of where it lies, since
   * another lake with the same names may share the bucket.
   */
  static String owner(String table, String location) {
    return earlierOwner(table) + hash(location.replaceAll("/+$", "")) + "/";
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** How they began in earlier versions, which knew the name only. */
  private static String earlierOwner(String table) {
    String owner = OURS + table + "/";
    // S3 takes ids of 255 characters; a long name is told apart by its hash.
    return owner.length() <= 230
        ? owner
        : owner.substring(0, 200) + "-" + Integer.toHexString(table.hashCode()) + "/";
  }

  /**
   * Whether a rule of the bucket is one of the table's, be it of an earlier version: those of
   * another lake with the same names are told by their folder.
   */
  static boolean isOf(LifecycleRule rule, String table, String location, List<S3Location> folders) {
    if (rule.id() == null) {
      return false;
    }
    if (rule.id().startsWith(owner(table, location))) {
      return true;
    }
    String earlier = earlierOwner(table);
    return rule.id().startsWith(earlier)
        && EARLIER.matcher(rule.id().substring(earlier.length())).matches()
        && folders.stream().anyMatch(folder -> prefix(folder).equals(LiveDataCheck.prefix(rule)));
  }

  /**
   * The rules.
   *
   * @param owner how their ids begin
   * @param folders of the table's objects in one bucket, none within another
   * @param tags that retired objects carry; not empty
   * @param versioned whether the bucket keeps old versions, which are to go as well
   */
  static List<LifecycleRule> of(
      String owner,
      List<S3Location> folders,
      Map<String, String> tags,
      LifecyclePolicy policy,
      boolean versioned) {
    List<LifecycleRule> rules = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      String prefix = prefix(folders.get(i));
      String suffix = folders.size() == 1 ? "" : "-" + (i + 1);
      if (policy.transitionDays() > 0 || policy.expireDays() > 0) {
        rules.add(retired(owner + "retired" + suffix, prefix, tags, policy, versioned));
      }
      if (policy.abortUploadDays() > 0) {
        rules.add(
            LifecycleRule.builder()
                .id(owner + "uploads" + suffix)
                .status(ExpirationStatus.ENABLED)
                .filter(LifecycleRuleFilter.builder().prefix(prefix).build())
                .abortIncompleteMultipartUpload(
                    abort -> abort.daysAfterInitiation(policy.abortUploadDays()))
                .build());
      }
    }
    return rules;
  }

  private static LifecycleRule retired(
      String id,
      String prefix,
      Map<String, String> tags,
      LifecyclePolicy policy,
      boolean versioned) {
    List<Tag> all =
        tags.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    LifecycleRule.Builder rule =
        LifecycleRule.builder()
            .id(id)
            .status(ExpirationStatus.ENABLED)
            .filter(
                LifecycleRuleFilter.builder()
                    .and(LifecycleRuleAndOperator.builder().prefix(prefix).tags(all).build())
                    .build());
    if (policy.transitionDays() > 0) {
      rule.transitions(
          Transition.builder()
              .days(policy.transitionDays())
              .storageClass(policy.storageClass())
              .build());
    }
    if (policy.expireDays() > 0) {
      rule.expiration(expiration -> expiration.days(policy.expireDays()));
      if (versioned) {
        rule.noncurrentVersionExpiration(noncurrent -> noncurrent.noncurrentDays(1));
      }
    }
    return rule.build();
  }

  /** A folder as a prefix that no folder with a longer name shares. */
  static String prefix(S3Location folder) {
    return folder.key().isEmpty() || folder.key().endsWith("/") ? folder.key() : folder.key() + "/";
  }
}
