package io.lakewright.config;

import io.lakewright.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Reads small text files from wherever a job may be configured from. */
final class ConfigText {
  private ConfigText() {}

  static String read(String place, int limit) {
    try (InputStream in = open(place)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw UserException.usage(
            place + " is larger than " + limit / 1024 + " KiB: surely not a job file.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw UserException.usage("There is no file " + place + ".");
    } catch (IOException e) {
      throw UserException.usage("Cannot read " + place + ": " + e.getMessage());
    }
  }

  private static InputStream open(String place) throws IOException {
    if (!place.matches("[a-zA-Z][a-zA-Z0-9+.-]+:/.*")) {
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        throw UserException.usage(place + " is a directory, not a job file.");
      }
      return Files.newInputStream(path);
    }
    // The session does not exist yet; its options may be in this very file.
    Configuration hadoop = new Configuration();
    if (hadoop.get("fs.s3.impl") == null) {
      hadoop.set("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(place);
    return path.getFileSystem(hadoop).open(path);
  }
}
