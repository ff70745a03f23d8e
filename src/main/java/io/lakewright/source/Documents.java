package io.lakewright.source;

import io.lakewright.source.DocumentException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON documents in a stored file, unpacked. What a file is packed in is told by its content,
 * never by its name: plain JSON, gzip, zip (several documents), zstd, bzip2, also one in another.
 * Read in one pass, in memory that does not depend on the file.
 *
 * <pre>{@code
 * try (Documents documents = Documents.open(file, hadoop, Limits.DEFAULT)) {
 *   while (documents.next()) {
 *     read(documents.name(), documents.stream());
 *   }
 *   ContentId content = documents.identity();
 * }
 * }</pre>
 *
 * <p>Damage shows in the stream of a document: it gives all that could be unpacked and then throws
 * a {@link DocumentException}. So does the stream of a file that is no document at all.
 */
public final class Documents implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

  private final SourceFile file;
  private final StoredFile storedFile;
  private final Limits limits;
  private final StoredStream stored;
  private final Deque<Archive> archives = new ArrayDeque<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<InputStream> unpackers = new ArrayList<>();
  private boolean begun;
  private boolean found;
  private String name;
  private InputStream stream;

  /** An archive being read, and what its entries' names begin with; null for no such beginning. */
  private record Archive(ZipEntries entries, String prefix, int layers) {}

  /** Something that is not yet known to be a document. */
  private record Candidate(String name, PeekStream in, int layers) {}

  private Documents(SourceFile file, StoredFile storedFile, Limits limits) {
    this.file = file;
    this.storedFile = storedFile;
    this.limits = limits;
    this.stored = new StoredStream(storedFile);
  }

  /** Prepares to read a file; nothing is read yet. */
  public static Documents open(SourceFile file, Configuration hadoop, Limits limits) {
    return new Documents(file, StoredFile.of(file, hadoop, limits), limits);
  }

  /**
   * Goes to the next document, whether or not the one before was read to its end; false if there is
   * none.
   *
   * @throws IOException if storage fails
   */
  public boolean next() throws IOException {
    closeUnpackers();
    stream = null;
    if (!begun) {
      begun = true;
      unpack(new Candidate(file.name(), new PeekStream(stored), 0), true);
    }
    while (stream == null && !archives.isEmpty()) {
      nextEntry(archives.peek());
    }
    if (stream == null && !found) {
      give(file.name(), failing(new DocumentException(Reason.EMPTY, "There is no JSON in it")));
    }
    return stream != null;
  }

  /** The document's name: that of the file, followed by {@code !entry} where there are several. */
  public String name() {
    return name;
  }

  /** The document's bytes, without a byte order mark. Need not be closed. */
  public InputStream stream() {
    return stream;
  }

  /** What was odd but did no harm, in sentences; complete when all documents have been read. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** How much of the stored file has been read, in bytes. */
  public long storedBytesRead() {
    return stored.position();
  }

  /** The identity of the stored file; reads what has not been read of it. */
  public ContentId identity() throws IOException {
    return stored.identity();
  }

  @Override
  public void close() {
    closeUnpackers();
    stored.close();
  }

  private void closeUnpackers() {
    for (InputStream unpacker : unpackers) {
      try {
        unpacker.close();
      } catch (IOException e) {
        // It holds nothing but memory.
        LOG.debug("Closing an unpacker of {} failed", file.name(), e);
      }
    }
    unpackers.clear();
  }

  private void nextEntry(Archive archive) throws IOException {
    try {
      if (!archive.entries.next()) {
        archives.pop();
        return;
      }
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      archives.pop();
      give(file.name(), failing(e));
      return;
    }
    String entry = archive.entries.name();
    String called = archive.prefix == null ? file.name() : archive.prefix + entry;
    try {
      PeekStream in = new PeekStream(archive.entries.stream());
      unpack(new Candidate(called, in, archive.layers), false);
    } catch (DocumentException e) {
      give(called, failing(e));
    }
  }

  /** Takes off packings until a document or an archive is found. */
  private void unpack(Candidate packed, boolean alone) throws IOException {
    Candidate candidate = packed;
    Content content = Content.of(candidate.in);
    while (content.isPacked()) {
      if (candidate.layers > limits.nesting()) {
        give(
            candidate.name,
            failing(
                new DocumentException(
                    Reason.BOMB,
                    "It is packed more than %d times over".formatted(limits.nesting() + 1))));
        return;
      }
      if (content == Content.ZIP) {
        archives.push(archive(candidate));
        // An archive in a packed stream needs it for more than one document.
        unpackers.clear();
        return;
      }
      InputStream unpacked = Unpackers.unpack(content, candidate.in, remarks::add);
      unpackers.add(unpacked);
      candidate = new Candidate(candidate.name, new PeekStream(unpacked), candidate.layers + 1);
      content = Content.of(candidate.in);
    }
    DocumentException problem = Unpackers.problem(content, candidate.in);
    if (problem == null) {
      if (Content.hasBom(candidate.in)) {
        candidate.in.position += 3;
      }
      give(candidate.name, candidate.in);
    } else if (alone
        || candidate.in.hasFailed()
        || content == Content.UTF_16
        || content == Content.UTF_32) {
      give(candidate.name, failing(problem, candidate.in));
    } else {
      remarks.add("%s was passed over: %s".formatted(candidate.name, problem.getMessage()));
    }
  }

  private Archive archive(Candidate candidate) {
    boolean outermost = candidate.layers == 0;
    boolean plainName = outermost && !ZipDirectory.holdsSeveral(storedFile);
    return new Archive(
        new ZipEntries(candidate.in),
        plainName ? null : candidate.name + "!",
        candidate.layers + 1);
  }

  private void give(String called, InputStream in) {
    found = true;
    name = called;
    stream = new DocumentStream(in, limits, stored::position);
  }

  private static InputStream failing(IOException problem) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw problem;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        throw problem;
      }
    };
  }

  /** Fails for the reason why nothing could be read, if there is one, else for the problem. */
  private static InputStream failing(DocumentException problem, PeekStream in) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (problem.reason() == Reason.EMPTY) {
          in.transferTo(OutputStream.nullOutputStream());
        }
        throw problem;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return read();
      }
    };
  }
}
