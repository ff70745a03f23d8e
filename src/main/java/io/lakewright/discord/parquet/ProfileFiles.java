package io.lakewright.discord.parquet;

import io.lakewright.discord.series.TaskOutput;
import io.lakewright.discord.series.Totals;
import io.lakewright.discord.series.Track;
import io.lakewright.table.StagedFile;
import io.lakewright.table.StagedFiles;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;

/** Lets each task write its tracks into a file of its own, in the folder of a publication. */
public final class ProfileFiles implements TaskOutput.Writers {
  private final String directory;
  private final SerializableConfiguration configuration;

  /**
   * @param directory the staging folder
   */
  public ProfileFiles(String directory, Configuration configuration) {
    this.directory = directory;
    this.configuration = new SerializableConfiguration(configuration);
  }

  @Override
  public TaskOutput.Writer open() {
    return new Open();
  }

  /** A file that is made when the first row comes. */
  private final class Open implements TaskOutput.Writer {
    private String name;
    private ProfileFile file;

    @Override
    public void write(byte[] series, Track track) throws IOException {
      if (file == null && track.size() > 0) {
        name =
            StagedFiles.fileName(
                TaskContext.getPartitionId(), OptionalInt.empty(), ProfileFile.EXTENSION);
        file = new ProfileFile(configuration.value(), new Path(directory, name));
      }
      if (file != null) {
        file.write(series, track);
      }
    }

    @Override
    public void end(Totals totals) throws IOException {
      if (file != null) {
        file.close();
        Path path = new Path(directory, name);
        long bytes = path.getFileSystem(configuration.value()).getFileStatus(path).getLen();
        totals.add(new StagedFile(name, file.rows(), bytes));
      }
    }
  }
}
