package io.lakewright.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What is to be committed to a companion once the table's commit has decided the publication.
 * Written beside the table before that commit; who finds it and the decision, but not the
 * companion's commit, makes up for it.
 *
 * @param run whose work it is
 * @param replace whether the companion's earlier content ends
 * @param added data files that are written but in no commit, as the format describes them
 * @param removed data files whose rows end, as the format names them
 */
record PendingWrite(String run, boolean replace, List<String> added, List<String> removed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String toJson() {
    return json(this);
  }

  static PendingWrite fromJson(String json) {
    return parse(json, PendingWrite.class);
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T parse(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
