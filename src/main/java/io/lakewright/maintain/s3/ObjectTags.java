package io.lakewright.maintain.s3;

import static org.apache.spark.sql.functions.col;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tags of many objects: what the steps that retire, quarantine and bring back objects use. */
public final class ObjectTags {
  private ObjectTags() {}

  /**
   * Makes it so that each object has, or lacks, the tags; repeatable. An object that has them
   * already costs one GET, another a PUT too.
   *
   * @param objects rows whose first column {@code path} is on S3
   */
  public static ObjectReport change(Dataset<Row> objects, S3Access access, TagChange change) {
    return ObjectWork.run(objects, access, change);
  }

  /**
   * The objects that exist and do not have all of the tags, such as orphan candidates that are not
   * yet in quarantine. One GET for each object when the result is read.
   *
   * @return a column {@code path}
   */
  public static Dataset<Row> without(
      Dataset<Row> objects, S3Access access, Map<String, String> tags) {
    return ObjectWork.rows(objects, access, new TagCheck(tags))
        .filter(col("status").equalTo(ObjectStatus.CHANGED.name()))
        .select("path");
  }

  /** Tells objects with the tags (right) from those without (changed). */
  private record TagCheck(Map<String, String> tags) implements ObjectTask {
    @Override
    public ObjectResult apply(S3Objects objects, Row object) {
      boolean all = objects.tags(object.getString(0)).entrySet().containsAll(tags.entrySet());
      return ObjectResult.of(all ? ObjectStatus.RIGHT : ObjectStatus.CHANGED, 1, 0);
    }
  }
}
