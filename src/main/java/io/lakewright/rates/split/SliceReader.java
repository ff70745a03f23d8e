package io.lakewright.rates.split;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.source.ContentId;
import io.lakewright.source.DocumentException;
import io.lakewright.source.Documents;
import io.lakewright.source.Limits;
import io.lakewright.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;

/** The slices of some files, one file after another, each read once from end to end. */
public final class SliceReader implements Iterator<Slice> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Iterator<SourceFile> files;
  private final Configuration hadoop;
  private final Limits reading;
  private final SplitLimits limits;
  private final CodeFilter filter;
  private final RateFilter rates;
  private final LongAccumulator bytesRead;
  private final Queue<Slice> last = new ArrayDeque<>();

  private SourceFile file;
  private Documents documents;
  private MrfSplitter splitter;
  private long counted;

  /**
   * @param reading how the files are read
   * @param bytesRead counts stored bytes, for progress
   */
  public SliceReader(
      Iterator<SourceFile> files,
      Configuration hadoop,
      Limits reading,
      SplitLimits limits,
      CodeFilter filter,
      RateFilter rates,
      LongAccumulator bytesRead) {
    this.files = files;
    this.hadoop = hadoop;
    this.reading = reading;
    this.limits = limits;
    this.filter = filter;
    this.rates = rates;
    this.bytesRead = bytesRead;
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) context -> close());
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (last.isEmpty() && (splitter == null || !splitter.hasNext())) {
        if (!advance()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Slice next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more slices");
    }
    if (documents != null) {
      count();
    }
    return last.isEmpty() ? splitter.next() : last.remove();
  }

  private boolean advance() throws IOException {
    splitter = null;
    if (documents != null) {
      if (documents.next()) {
        splitter =
            new MrfSplitter(
                file.name(), documents.name(), documents.stream(), limits, filter, rates);
        return true;
      }
      addContent();
      count();
      close();
      return true;
    }
    if (!files.hasNext()) {
      return false;
    }
    file = files.next();
    counted = 0;
    documents = Documents.open(file, hadoop, reading);
    return true;
  }

  /** A file that its server does not give has no content; the splitter has noted why. */
  private void addContent() throws IOException {
    ContentId content;
    try {
      content = documents.identity();
    } catch (DocumentException e) {
      return;
    }
    last.add(
        new Slice(
            Slice.Kind.CONTENT,
            file.name(),
            null,
            null,
            0,
            0,
            0,
            0,
            0,
            JSON.writeValueAsBytes(content)));
  }

  private void count() {
    long read = documents.storedBytesRead();
    bytesRead.add(read - counted);
    counted = read;
  }

  private void close() {
    if (documents != null) {
      documents.close();
      documents = null;
    }
  }
}
