package io.lakewright.maintain.tags;

import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.Quarantine;
import io.lakewright.maintain.s3.ObjectReport;
import io.lakewright.maintain.s3.ObjectTags;
import io.lakewright.maintain.s3.RetiredMarks;
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.TagChange;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Quarantine by the delete tag: a lifecycle rule removes what carries it, later. */
public final class TagQuarantine implements Quarantine {
  @Override
  public String description() {
    return "the delete tag of its objects";
  }

  @Override
  public boolean supports(TableContext table) {
    return S3Access.of(table.table()).filter(access -> !tags(table, access).isEmpty()).isPresent();
  }

  @Override
  public Dataset<Row> fresh(TableContext table, Dataset<Row> files) {
    S3Access access = S3Access.of(table.table()).orElseThrow();
    Dataset<Row> untagged = ObjectTags.without(files, access, tags(table, access));
    return files.join(untagged, new String[] {"path"}, "left_semi").select("path", "kind", "bytes");
  }

  @Override
  public long setAside(TableContext table, Dataset<Row> files) {
    S3Access access = S3Access.of(table.table()).orElseThrow();
    RetiredMarks.note(table.table(), access, tags(table, access));
    ObjectReport report =
        ObjectTags.change(files.select("path"), access, TagChange.putting(tags(table, access)));
    return report.right() + report.changed();
  }

  private static Map<String, String> tags(TableContext table, S3Access access) {
    return TagPolicy.of(table.forStep(StepName.OBJECT_TAGS), access).delete();
  }
}
