package io.lakewright.rates.split;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Slices as a table: what {@code split} keeps and {@code flatten} goes on from. */
public final class SliceTable {
  /** One row per slice; see {@link Slice} for the meaning of each column. */
  public static final StructType SCHEMA =
      new StructType()
          .add("kind", DataTypes.StringType, false)
          .add("source_file", DataTypes.StringType, false)
          .add("billing_code_type", DataTypes.StringType)
          .add("billing_code", DataTypes.StringType)
          .add("item", DataTypes.LongType, false)
          .add("entry", DataTypes.LongType, false)
          .add("part", DataTypes.IntegerType, false)
          .add("byte_offset", DataTypes.LongType, false)
          .add("prefix", DataTypes.IntegerType, false)
          .add("body", DataTypes.BinaryType, false);

  private SliceTable() {}

  /** Whether a table holds slices. */
  public static boolean is(StructType schema) {
    return java.util.Arrays.equals(schema.fieldNames(), SCHEMA.fieldNames());
  }

  /** Slices as rows. */
  public static Dataset<Row> toTable(SparkSession spark, JavaRDD<Slice> slices) {
    return spark.createDataFrame(slices.map(SliceTable::row), SCHEMA);
  }

  /** Rows as slices, those with rates only of wanted items. */
  public static JavaRDD<Slice> fromTable(Dataset<Row> table, CodeFilter filter) {
    return table
        .javaRDD()
        .map(SliceTable::slice)
        .filter(s -> s.kind().isAboutFile() || filter.wants(s.codeType(), s.code()));
  }

  private static Row row(Slice s) {
    return RowFactory.create(
        s.kind().name(),
        s.file(),
        s.codeType(),
        s.code(),
        s.item(),
        s.entry(),
        s.part(),
        s.offset(),
        s.prefix(),
        s.body());
  }

  private static Slice slice(Row row) {
    return new Slice(
        Slice.Kind.valueOf(row.getString(0)),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        row.getInt(6),
        row.getLong(7),
        row.getInt(8),
        row.getAs(9));
  }
}
