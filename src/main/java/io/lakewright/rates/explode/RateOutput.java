package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/** How a task makes files out of rows: the step after the explosion, exchangeable. */
interface RateOutput extends Serializable {
  /** Ends of the names of the files. */
  String extension();

  /** Starts the writing of one task; one file is open at a time. */
  Files begin();

  /** The files of one task. */
  interface Files extends AutoCloseable {
    OpenFile open(Path path) throws IOException;

    /** Deletes a file that was closed or abandoned. */
    void delete(Path path) throws IOException;

    @Override
    void close();
  }

  /** A file being written. */
  interface OpenFile {
    void write(RateRun run) throws IOException;

    /** Ends the file and tells its bytes. */
    long close() throws IOException;

    /** Ends a file that is not to be, before it is deleted. */
    void abandon() throws IOException;
  }
}
