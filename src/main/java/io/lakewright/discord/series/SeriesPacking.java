package io.lakewright.discord.series;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Brings the points of each series together: packed, then shuffled and sorted as chunks. */
public final class SeriesPacking {
  private SeriesPacking() {}

  /** Packed rows, where they were read. */
  public static JavaRDD<InternalRow> pack(
      Dataset<Row> input, int dimensions, boolean named, Packer.Slots slots) {
    return input
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> new Packer(rows, dimensions, named, slots));
  }

  /** Marks for series that earlier runs searched, from the table {@code series}. */
  public static JavaRDD<InternalRow> done(Dataset<Row> searched, Packer.Slots slots) {
    return searched
        .select("series")
        .distinct()
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(
            row -> {
              UTF8String series = row.isNullAt(0) ? null : row.getUTF8String(0).clone();
              return Packer.row(slots, series, Packer.DONE, 0, new byte[0]);
            });
  }

  /** Each series in one partition, its state first, then its chunks by time. */
  public static JavaRDD<InternalRow> sort(
      SparkSession spark, JavaRDD<InternalRow> packed, int partitions) {
    return rows(spark, packed, Packer.SCHEMA)
        .repartition(partitions, functions.col("slot"))
        .sortWithinPartitions("series", "kind", "first")
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  /** Rows of Spark's own kind as a Dataset. */
  public static Dataset<Row> rows(
      SparkSession spark, JavaRDD<InternalRow> rows, StructType schema) {
    return spark.internalCreateDataFrame(rows.rdd(), schema, false);
  }
}
