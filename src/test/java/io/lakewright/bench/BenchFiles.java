package io.lakewright.bench;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.RatesSample;
import io.lakewright.sample.SampleResult;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Inputs and outputs of benchmarks, under {@code target/bench}. */
final class BenchFiles {
  private static final JsonFactory JSON = new JsonFactory();

  private BenchFiles() {}

  static Path directory(String name) {
    return TestDirs.build().resolve("bench").resolve(name);
  }

  /** Writes the sample anew; {@code options} says all but the place. */
  static SampleResult sample(RatesOptions options) throws IOException {
    TestDirs.delete(options.output());
    return new RatesSample(options).write();
  }

  /** Bytes of all files below a directory. */
  static long size(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Writes the elements of a section of a file, one a line. */
  static void section(Path file, String section, Path to) throws IOException {
    try (JsonParser parser = JSON.createParser(file.toFile());
        JsonGenerator lines = JSON.createGenerator(to.toFile(), JsonEncoding.UTF8)) {
      lines.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.getCurrentName().equals(section);
        if (parser.nextToken() != JsonToken.START_ARRAY || !wanted) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          lines.copyCurrentStructure(parser);
        }
      }
    }
  }
}
