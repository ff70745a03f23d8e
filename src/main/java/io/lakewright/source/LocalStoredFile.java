package io.lakewright.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file on this machine, read without Hadoop, whose local file system wants checksum files. */
final class LocalStoredFile implements StoredFile {
  private final SourceFile file;

  LocalStoredFile(SourceFile file) {
    this.file = file;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public InputStream open(long position) throws IOException, NotRetriable {
    try {
      SeekableByteChannel channel = Files.newByteChannel(Path.of(Addresses.path(file.uri())));
      channel.position(position);
      return Channels.newInputStream(channel);
    } catch (NoSuchFileException e) {
      throw new NotRetriable("There is no file " + file.name(), e);
    }
  }

  @Override
  public int maxRetries() {
    return 0;
  }
}
