package io.lakewright.discord.series;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The results of a task on their way: adds them up, and writes their tracks if that is the task's
 * to do, so that they need not be kept. The last result that it gives has the totals.
 */
public final class TaskOutput implements Iterator<SeriesResult> {
  /** Writes tracks somewhere. */
  public interface Writer {
    void write(byte[] series, Track track) throws IOException;

    /** Ends the writing. */
    void end(Totals totals) throws IOException;
  }

  /** Gives a task its writer; null if tracks are kept. */
  @FunctionalInterface
  public interface Writers extends Serializable {
    Writer open();
  }

  private final Iterator<SeriesResult> results;
  private final Writer writer;
  private final Totals totals = new Totals();
  private boolean ended;

  public TaskOutput(Iterator<SeriesResult> results, Writers writers) {
    this.results = results;
    this.writer = writers.open();
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public SeriesResult next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    try {
      if (results.hasNext()) {
        return take(results.next());
      }
      ended = true;
      if (writer != null) {
        writer.end(totals);
      }
      return SeriesResult.of(totals);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the profile: " + e.getMessage(), e);
    }
  }

  private SeriesResult take(SeriesResult result) throws IOException {
    totals.add(result);
    if (writer == null) {
      return result;
    }
    for (Track track : result.tracks()) {
      writer.write(result.series(), track);
    }
    return result.withoutTracks();
  }
}
