package io.lakewright.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.RatesSample;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of about the same size that are hard for a splitter in different ways. */
enum SplitterShapes {
  /** As payers write them: short strings, no white space. */
  REAL {
    @Override
    byte[] make() throws IOException {
      return write(options());
    }
  },
  /** The same as one giant item, so that it is cut between entries. */
  GIANT_ITEM {
    @Override
    byte[] make() throws IOException {
      return write(options().withLargestItem(BYTES / 100 * 85));
    }
  },
  /** Indented. */
  PRETTY {
    @Override
    byte[] make() throws IOException {
      ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      return json.writeValueAsBytes(json.readTree(write(options())));
    }
  },
  /** Each description is ten thousand letters long. */
  LONG_STRINGS {
    @Override
    byte[] make() {
      return described("plain letters only ".repeat(500));
    }
  },
  /** Every second character is escaped. */
  ESCAPES {
    @Override
    byte[] make() {
      return described("a\\\"b\\\\c\\n".repeat(1_000));
    }
  },
  /** Arrays within arrays, three hundred deep, where the schema has none. */
  DEEP {
    @Override
    byte[] make() {
      return described("\",\"odd\":" + "[".repeat(300) + "]".repeat(300) + ",\"also\":\"");
    }
  };

  private static final int BYTES = 64_000_000;

  abstract byte[] make() throws IOException;

  private static RatesOptions options() {
    return RatesOptions.into(TestDirs.temporary("splitter").resolve("rates"))
        .withFiles(1)
        .withSize(BYTES);
  }

  private static byte[] write(RatesOptions options) throws IOException {
    Path file = new RatesSample(options).write().files().get(0).path();
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private static byte[] described(String description) {
    StringBuilder json = new StringBuilder(BYTES + 20_000).append("{\"in_network\":[");
    while (json.length() < BYTES) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
          .append("{\"negotiation_arrangement\":\"ffs\",\"billing_code_type\":\"CPT\",")
          .append("\"billing_code\":\"99213\",\"description\":\"")
          .append(description)
          .append("\",\"negotiated_rates\":[]}");
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    try {
      return make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
