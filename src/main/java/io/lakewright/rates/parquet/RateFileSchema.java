package io.lakewright.rates.parquet;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateColumn.Source;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.package$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport$;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.types.StructType;

/** The columns of the files: {@code rates} without the columns that are folders. */
public final class RateFileSchema implements Serializable {
  private final String message;
  private final String sparkSchema;

  /**
   * @param schema some of the columns of {@link RatesTable#SCHEMA}
   * @param configuration with the settings of Spark's Parquet writer
   */
  public RateFileSchema(StructType schema, Configuration configuration) {
    this.message = new SparkToParquetSchemaConverter(configuration).convert(schema).toString();
    this.sparkSchema = schema.json();
  }

  MessageType message() {
    return MessageTypeParser.parseMessageType(message);
  }

  /** What Spark reads its own schema from. */
  Map<String, String> metadata() {
    return Map.of(
        ParquetReadSupport$.MODULE$.SPARK_METADATA_KEY(),
        sparkSchema,
        "org.apache.spark.version",
        package$.MODULE$.SPARK_VERSION_SHORT());
  }

  static List<RateColumn> columns(MessageType message) {
    List<RateColumn> columns = new ArrayList<>();
    for (ColumnDescriptor leaf : message.getColumns()) {
      int index = RatesTable.index(leaf.getPath()[0]);
      Source source = source(index);
      int first =
          switch (source) {
            case ITEM -> 0;
            case PROVIDER, NPI -> RatesTable.PROVIDER;
            case PRICE -> RatesTable.PRICE;
          };
      columns.add(new RateColumn(leaf, source, index - first, field(leaf)));
    }
    return columns;
  }

  private static Source source(int column) {
    if (column == RatesTable.NPI) {
      return Source.NPI;
    }
    if (column < RatesTable.PROVIDER) {
      return Source.ITEM;
    }
    return column < RatesTable.PRICE ? Source.PROVIDER : Source.PRICE;
  }

  /** A struct within an array has a path such as bundled_codes.list.element.description. */
  private static int field(ColumnDescriptor leaf) {
    String[] path = leaf.getPath();
    return path.length == 4 ? RatesTable.CODE.fieldIndex(path[3]) : RateColumn.NO_FIELD;
  }
}
