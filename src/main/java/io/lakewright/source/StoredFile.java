package io.lakewright.source;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;

/** A file where it is stored, which can be read from any place in it. */
interface StoredFile {
  /** The reader of a file, by its address. */
  static StoredFile of(SourceFile file, Configuration hadoop, Limits limits) {
    String scheme = Addresses.scheme(file.uri());
    return switch (scheme) {
      case "http", "https" -> new HttpStoredFile(file, limits.remote());
      case "", "file" -> new LocalStoredFile(file);
      default -> new HadoopStoredFile(file, hadoop);
    };
  }

  /** The file's name for messages. */
  String name();

  /** Bytes stored, -1 if unknown. */
  long length();

  /**
   * Opens the file at a position. If it is opened a second time and is no longer the same file,
   * fails.
   *
   * @throws NotRetriable if trying again is of no use
   */
  InputStream open(long position) throws IOException, NotRetriable;

  /** How often a broken read is taken up again without progress. */
  int maxRetries();

  /** A failure that stays. */
  final class NotRetriable extends Exception {
    NotRetriable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
