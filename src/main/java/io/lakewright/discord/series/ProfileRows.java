package io.lakewright.discord.series;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows of tracks; the same row object again and again. */
public final class ProfileRows implements Iterator<InternalRow> {
  private final Iterator<SeriesResult> results;
  private final ProfileRow row = new ProfileRow();
  private SeriesResult result;
  private Iterator<Track> tracks = java.util.Collections.emptyIterator();
  private int size;
  private int next;

  public ProfileRows(Iterator<SeriesResult> results) {
    this.results = results;
  }

  @Override
  public boolean hasNext() {
    while (next == size) {
      if (tracks.hasNext()) {
        Track track = tracks.next();
        row.turnTo(result.series(), track);
        size = track.size();
        next = 0;
      } else if (results.hasNext()) {
        result = results.next();
        tracks = result.tracks().iterator();
      } else {
        return false;
      }
    }
    return true;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    row.turnTo(next++);
    return row;
  }
}
