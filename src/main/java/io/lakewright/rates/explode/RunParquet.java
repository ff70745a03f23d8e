package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateFileSchema;
import io.lakewright.rates.parquet.RateFileWriter;
import io.lakewright.rates.parquet.RateRun;
import io.lakewright.table.DataFileOutput;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.collection.immutable.Map$;

/** Parquet by {@link RateFileWriter}: columns as runs, no rows. */
final class RunParquet implements RateOutput {
  private static final long serialVersionUID = 1L;

  /** As Spark's: higher levels take longer and gain a few hundredths. */
  private static final int ZSTD_LEVEL = 3;

  private final SerializableConfiguration configuration;
  private final RateFileSchema schema;
  private final int rowsOfGroup;

  /**
   * @param rowsOfGroup how many rows a row group has at most
   */
  RunParquet(SparkSession spark, StructType columns, int rowsOfGroup) throws IOException {
    Job job = Job.getInstance(new Configuration(spark.sessionState().newHadoopConf()));
    // For the settings that it leaves in the configuration, which decide the files' schema.
    new ParquetFileFormat().prepareWrite(spark, job, Map$.MODULE$.<String, String>empty(), columns);
    // A setting for readers of long ago, under which decimals are bytes.
    job.getConfiguration().setBoolean(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), false);
    this.rowsOfGroup = rowsOfGroup;
    this.configuration = new SerializableConfiguration(job.getConfiguration());
    this.schema = new RateFileSchema(columns, job.getConfiguration());
  }

  @Override
  public String extension() {
    return RateFileWriter.EXTENSION;
  }

  @Override
  public Files begin() {
    RateFileWriter.Shared shared =
        new RateFileWriter.Shared(schema, ZSTD_LEVEL, rowsOfGroup, Memory.share(16));
    return new Files() {
      @Override
      public OpenFile open(Path path) throws IOException {
        DataFileOutput output = DataFileOutput.of(path, configuration.value());
        RateFileWriter file = shared.open(output);
        return new OpenFile() {
          @Override
          public void write(RateRun run) throws IOException {
            file.write(run);
          }

          @Override
          public long close() throws IOException {
            file.close();
            return file.bytes();
          }

          @Override
          public void abandon() throws IOException {
            output.abandon();
          }
        };
      }

      @Override
      public void delete(Path path) throws IOException {
        path.getFileSystem(configuration.value()).delete(path, false);
      }

      @Override
      public void close() {
        shared.close();
      }
    };
  }
}
