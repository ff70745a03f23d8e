package io.lakewright.maintain.erasure;

import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.reach.FileRows;
import io.lakewright.maintain.reach.RetiredFiles;
import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.S3Objects;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Makes sure that removed files are gone: where the FileIO only tags what it is told to delete, the
 * objects are deleted. Counts what went and what is still there.
 */
final class PhysicalRemoval implements RetiredFiles {
  private long gone;
  private long left;

  @Override
  public void retired(TableContext context, Dataset<Row> files) {
    Table table = context.table();
    Broadcast<Table> shared =
        JavaSparkContext.fromSparkContext(context.spark().sparkContext())
            .broadcast(SerializableTableWithSize.copyOf(table));
    Optional<S3Access> s3 = S3Access.of(table);
    S3Access access = s3.orElse(null);
    MapPartitionsFunction<Row, Long> remove =
        rows -> List.of(remaining(shared.value().io(), access, rows)).iterator();
    long all = files.count();
    long still =
        files
            .select(FileRows.PATH)
            .mapPartitions(remove, Encoders.LONG())
            .agg(functions.sum("value"))
            .first()
            .getLong(0);
    gone += all - still;
    left += still;
  }

  private static long remaining(FileIO io, S3Access access, Iterator<Row> rows) {
    long remaining = 0;
    if (access == null) {
      while (rows.hasNext()) {
        remaining += io.newInputFile(rows.next().getString(0)).exists() ? 1 : 0;
      }
      return remaining;
    }
    try (S3Objects objects = access.open()) {
      while (rows.hasNext()) {
        String path = rows.next().getString(0);
        if (objects.head(path).isPresent()) {
          objects.delete(path);
          remaining += objects.head(path).isPresent() ? 1 : 0;
        }
      }
    }
    return remaining;
  }

  /** Files that are no more. */
  long gone() {
    return gone;
  }

  /** Files that could not be deleted. */
  long left() {
    return left;
  }
}
