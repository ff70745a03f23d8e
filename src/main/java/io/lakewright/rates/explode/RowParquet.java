package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.collection.immutable.Map$;

/** Parquet by Spark's own writer, row by row: the reference. */
final class RowParquet implements RateOutput {
  private static final long serialVersionUID = 1L;

  private final OutputWriterFactory writers;
  private final SerializableConfiguration configuration;
  private final int[] columns;
  private final StructType schema;

  RowParquet(SparkSession spark, int[] columns, StructType schema) throws IOException {
    Job job = Job.getInstance(new Configuration(spark.sessionState().newHadoopConf()));
    this.writers =
        new ParquetFileFormat()
            .prepareWrite(
                spark,
                job,
                Map$.MODULE$.<String, String>empty().updated("compression", "zstd"),
                schema);
    this.configuration = new SerializableConfiguration(job.getConfiguration());
    this.columns = columns;
    this.schema = schema;
  }

  @Override
  public String extension() {
    return writers.getFileExtension(context());
  }

  private TaskAttemptContext context() {
    return new TaskAttemptContextImpl(configuration.value(), new TaskAttemptID());
  }

  @Override
  public Files begin() {
    TaskAttemptContext context = context();
    return new Files() {
      @Override
      public OpenFile open(Path path) {
        RateRow row = new RateRow(columns);
        OutputWriter writer = writers.newInstance(path.toString(), schema, context);
        return new OpenFile() {
          @Override
          public void write(RateRun run) {
            for (long i = 0; i < run.rows(); i++) {
              row.set(run, i);
              writer.write(row);
            }
          }

          @Override
          public long close() throws IOException {
            writer.close();
            return path.getFileSystem(configuration.value()).getFileStatus(path).getLen();
          }

          @Override
          public void abandon() {
            writer.close();
          }
        };
      }

      @Override
      public void delete(Path path) throws IOException {
        path.getFileSystem(configuration.value()).delete(path, false);
      }

      @Override
      public void close() {
        // The writers hold nothing between files.
      }
    };
  }
}
