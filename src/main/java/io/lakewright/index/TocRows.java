package io.lakewright.index;

import io.lakewright.job.Anomaly;
import io.lakewright.source.Documents;
import io.lakewright.source.Limits;
import io.lakewright.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/** The rows of some tables of contents, read as they are asked for. */
final class TocRows implements Iterator<Row>, AutoCloseable {
  private static final int FILES_REMEMBERED = 100_000;

  private final Iterator<SourceFile> files;
  private final Configuration hadoop;
  private final LongAccumulator bytes;
  private final Set<String> known = Collections.newSetFromMap(new Recent());
  private Documents documents;
  private long bytesCounted;
  private TocReader reader;
  private String sourceFile;
  private String structurePrefix;
  private Iterator<Anomaly> anomalies = Collections.emptyIterator();
  private Row next;

  TocRows(Iterator<SourceFile> files, Configuration hadoop, LongAccumulator bytes) {
    this.files = files;
    this.hadoop = hadoop;
    this.bytes = bytes;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        if (anomalies.hasNext()) {
          next = TocScan.anomaly(anomalies.next());
        } else if (reader != null) {
          advance();
        } else if (!open()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return row;
  }

  /** Takes the reader's next event, or leaves the reader if there is none. */
  private void advance() throws IOException {
    TocEvent event = reader.next();
    countBytes();
    if (event == null) {
      anomalies = reader.anomalies().iterator();
      reader.close();
      reader = null;
    } else {
      next = row(event);
    }
  }

  private Row row(TocEvent event) {
    if (event instanceof TocEvent.Plan plan) {
      return TocScan.plan(sourceFile, structureId(plan.structure()), plan);
    }
    if (event instanceof TocEvent.FileReference file) {
      boolean isNew = known.add(file.kind().id() + file.file().id());
      return TocScan.reference(sourceFile, structureId(file.structure()), file, isNew);
    }
    if (event instanceof TocEvent.StructureEnd end) {
      return TocScan.structure(sourceFile, structureId(end.structure()), end);
    }
    return TocScan.toc(sourceFile, (TocEvent.Header) event);
  }

  private String structureId(long ordinal) {
    return structurePrefix + ordinal;
  }

  /** Opens the next document. */
  private boolean open() throws IOException {
    while (documents == null || !documents.next()) {
      close();
      if (!files.hasNext()) {
        return false;
      }
      documents = Documents.open(files.next(), hadoop, Limits.DEFAULT);
      bytesCounted = 0;
    }
    sourceFile = documents.name();
    structurePrefix = FileLocation.hash(sourceFile).substring(0, 12) + "-";
    known.clear();
    reader = new TocReader(documents.stream(), sourceFile);
    return true;
  }

  private void countBytes() {
    long read = documents.storedBytesRead();
    if (read > bytesCounted) {
      bytes.add(read - bytesCounted);
      bytesCounted = read;
    }
  }

  /** Lets go of the file that is being read. */
  @Override
  public void close() {
    if (documents != null) {
      countBytes();
      documents.close();
      documents = null;
    }
  }

  /** Forgets the files that it has not seen for longest: a file told of twice does no harm. */
  private static final class Recent extends LinkedHashMap<String, Boolean> {
    Recent() {
      super(1024, 0.75f, /* accessOrder= */ true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > FILES_REMEMBERED;
    }
  }
}
