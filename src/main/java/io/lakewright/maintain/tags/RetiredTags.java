package io.lakewright.maintain.tags;

import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.s3.S3Access;
import java.util.Map;
import java.util.TreeMap;

/** The tags that mark retired objects of a table. */
public final class RetiredTags {
  private RetiredTags() {}

  /** Those of the policy's object tags, or else of the catalog; empty if neither has any. */
  public static Map<String, String> of(TableContext table, S3Access access) {
    return TagPolicy.of(table.forStep(StepName.OBJECT_TAGS), access).delete();
  }

  /** Of these the ones that no live object is given: by them alone retired ones can be told. */
  public static Map<String, String> telling(TableContext table, S3Access access) {
    TagPolicy policy = TagPolicy.of(table.forStep(StepName.OBJECT_TAGS), access);
    Map<String, String> telling = new TreeMap<>(policy.delete());
    telling.entrySet().removeAll(policy.write().entrySet());
    telling.entrySet().removeAll(access.writeTags().entrySet());
    return telling;
  }
}
