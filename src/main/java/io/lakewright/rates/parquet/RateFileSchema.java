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
  private final Map<String, String> metadata;

  /**
   * @param schema some of the columns of {@link RatesTable#SCHEMA}
   * @param configuration with the settings of Spark's Parquet writer
   */
  public RateFileSchema(StructType schema, Configuration configuration) {
    this.message = new SparkToParquetSchemaConverter(configuration).convert(schema).toString();
    this.metadata =
        Map.of(
            ParquetReadSupport$.MODULE$.SPARK_METADATA_KEY(),
            schema.json(),
            "org.apache.spark.version",
            package$.MODULE$.SPARK_VERSION_SHORT());
  }

  /**
   * @param message some of the columns of {@link RatesTable#SCHEMA}, all optional, lists of three
   *     levels
   * @param metadata of the files
   */
  public RateFileSchema(String message, Map<String, String> metadata) {
    this.message = message;
    this.metadata = Map.copyOf(metadata);
  }

  MessageType message() {
    return MessageTypeParser.parseMessageType(message);
  }

  /** What readers find their own schema in. */
  Map<String, String> metadata() {
    return metadata;
  }
}
