package io.lakewright.maintain.tags;

import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.RetiredFiles;
import io.lakewright.maintain.s3.ObjectReport;
import io.lakewright.maintain.s3.ObjectTags;
import io.lakewright.maintain.s3.RetiredMarks;
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.TagChange;
import io.lakewright.maintain.s3.UnfinishedRetirements;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, right after a step has removed files, whether each carries the delete tag, and tags it if
 * not. What still fails is found by {@link ObjectTagsStep}, which reports it.
 */
public final class TaggedRetirement implements RetiredFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TaggedRetirement.class);

  @Override
  public void retiring(TableContext table) {
    S3Access.of(table.table())
        .filter(s3 -> TagPolicy.of(table.forStep(StepName.OBJECT_TAGS), s3).marksRetired())
        .ifPresent(s3 -> UnfinishedRetirements.begin(table.table()));
  }

  @Override
  public void retired(TableContext table, Dataset<Row> files) {
    S3Access access = S3Access.of(table.table()).orElse(null);
    if (access == null) {
      return;
    }
    TagPolicy policy = TagPolicy.of(table.forStep(StepName.OBJECT_TAGS), access);
    if (!policy.marksRetired()) {
      return;
    }
    RetiredMarks.note(table.table(), access, policy.delete());
    ObjectReport report =
        ObjectTags.change(files.select("path"), access, TagChange.putting(policy.delete()));
    if (report.failed() > 0) {
      LOG.warn(
          "{} of {} retired objects of {} could not be tagged: {}",
          report.failed(),
          report.objects(),
          table.name(),
          report.failures());
    }
  }
}
