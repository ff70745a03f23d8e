package io.lakewright.rates.parquet;

import io.lakewright.rates.RatesTable;
import java.io.Serializable;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
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
}
