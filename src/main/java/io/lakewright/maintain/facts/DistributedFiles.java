package io.lakewright.maintain.facts;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.MetadataTableType;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Partitioning;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkStructLike;
import org.apache.iceberg.spark.SparkTableUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Sums of files from the metadata table {@code entries}; partitions are summed by the cluster. */
final class DistributedFiles {
  private static final Column SIZE = col("data_file.file_size_in_bytes");
  private static final Column RECORDS = col("data_file.record_count");
  private static final int DELETED = 2;
  private static final int SUMS = 13;

  private DistributedFiles() {}

  static FileFacts read(SparkSession spark, Table table, FileBounds bounds) {
    Types.StructType type = Partitioning.partitionType(table);
    boolean partitioned = !type.fields().isEmpty();
    Dataset<Row> partitions =
        SparkTableUtil.loadMetadataTable(spark, table, MetadataTableType.ENTRIES)
            .filter(col("status").notEqual(DELETED))
            .groupBy(
                col("data_file.spec_id").as("spec_id"),
                (partitioned ? col("data_file.partition") : lit(null).cast("string"))
                    .as("partition"))
            .agg(count(lit(1)).as("all_files"), sums(bounds))
            .cache();
    try {
      Row whole = partitions.agg(count(lit(1)).as("partitions"), totals()).head();
      List<Row> chosen =
          partitions
              .orderBy(
                  col("small_files")
                      .plus(col("large_files"))
                      .plus(col("position_delete_files"))
                      .plus(col("equality_delete_files"))
                      .desc())
              .limit(TableFacts.MAX_PARTITIONS)
              .collectAsList();
      return new FileFacts(
          bounds, sums(whole, 1), whole.getLong(0), facts(table, type, partitioned, chosen));
    } finally {
      partitions.unpersist();
    }
  }

  private static Column[] sums(FileBounds bounds) {
    Column data = content(FileContent.DATA);
    Column small = data.and(SIZE.lt(bounds.smallBelow()));
    Column large = data.and(SIZE.gt(bounds.largeAbove()));
    Column position = content(FileContent.POSITION_DELETES);
    Column equality = content(FileContent.EQUALITY_DELETES);
    return new Column[] {
      number(data).as("files"),
      total(data, SIZE).as("bytes"),
      total(data, RECORDS).as("records"),
      number(small).as("small_files"),
      total(small, SIZE).as("small_bytes"),
      number(large).as("large_files"),
      total(large, SIZE).as("large_bytes"),
      number(position).as("position_delete_files"),
      total(position, RECORDS).as("position_deletes"),
      number(equality).as("equality_delete_files"),
      total(equality, RECORDS).as("equality_deletes"),
      total(data, lit(0L)).plus(total(position.or(equality), SIZE)).as("delete_bytes"),
      max(when(col("file_sequence_number").isNull(), 0L).otherwise(col("file_sequence_number")))
          .as("last_sequence")
    };
  }

  private static Column[] totals() {
    List<Column> totals = new ArrayList<>();
    for (String name :
        List.of(
            "files",
            "bytes",
            "records",
            "small_files",
            "small_bytes",
            "large_files",
            "large_bytes",
            "position_delete_files",
            "position_deletes",
            "equality_delete_files",
            "equality_deletes",
            "delete_bytes")) {
      totals.add(sum(col(name)));
    }
    totals.add(max(col("last_sequence")));
    return totals.toArray(Column[]::new);
  }

  private static Column content(FileContent content) {
    return col("data_file.content").equalTo(content.id());
  }

  private static Column number(Column which) {
    return count(when(which, 1));
  }

  private static Column total(Column which, Column value) {
    return sum(when(which, value).otherwise(0L));
  }

  private static FileSums sums(Row row, int from) {
    long[] v = new long[SUMS];
    for (int i = 0; i < SUMS; i++) {
      v[i] = row.isNullAt(from + i) ? 0 : row.getLong(from + i);
    }
    return new FileSums(
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12]);
  }

  private static List<PartitionFacts> facts(
      Table table, Types.StructType type, boolean partitioned, List<Row> rows) {
    SequenceTimes times = SequenceTimes.of(table);
    List<PartitionFacts> facts = new ArrayList<>(rows.size());
    for (Row row : rows) {
      PartitionSpec spec = table.specs().get(row.getInt(0));
      PartitionData partition = new PartitionData(spec.partitionType());
      if (partitioned) {
        fill(partition, spec, type, row.getStruct(1));
      }
      FileSums sums = sums(row, 3);
      facts.add(
          new PartitionFacts(
              spec.specId(),
              partition,
              spec.partitionToPath(partition),
              sums,
              times.at(sums.lastSequence())));
    }
    facts.sort(FileFacts.MOST_IN_NEED);
    return facts;
  }

  /** From the union of all specs' fields to those of one, by field id. */
  private static void fill(
      PartitionData partition, PartitionSpec spec, Types.StructType union, Row row) {
    SparkStructLike values = new SparkStructLike(union).wrap(row);
    List<Types.NestedField> fields = spec.partitionType().fields();
    for (int i = 0; i < fields.size(); i++) {
      int position = union.fields().indexOf(union.field(fields.get(i).fieldId()));
      if (position >= 0) {
        partition.set(i, values.get(position, Object.class));
      }
    }
  }
}
