package io.lakewright.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a decided publication has still to do, written before the first step is taken: who finds it
 * takes all steps, those already taken without harm. JSON, a line for the outputs and a line for
 * each step.
 */
record Journal(String run, List<Output> outputs, List<Step> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a step does with a file, whose path is the same below the staged folder and the target.
   */
  enum Kind {
    MOVE,
    DELETE
  }

  /** A file to be moved in, or an earlier one to be deleted. */
  record Step(int output, Kind kind, String path) {}

  /**
   * A folder to be published.
   *
   * @param target where the content goes
   * @param staged where it is
   * @param retired where the earlier content goes before it is deleted, if {@code swap}
   * @param swap whether the whole folder is renamed; otherwise the steps name files
   * @param replace whether earlier content ends
   * @param description of the content, see {@link Description#toJson}
   * @param table the name to be registered, or null
   * @param partitions folders of partitions that have new files, relative
   */
  record Output(
      String target,
      String staged,
      String retired,
      boolean swap,
      boolean replace,
      String description,
      String table,
      List<String> partitions) {}

  private record Head(String run, List<Output> outputs, int steps) {}

  void write(FileSystem files, Path path) throws IOException {
    Path temporary = new Path(path.getParent(), path.getName() + ".tmp");
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(files.create(temporary, true), StandardCharsets.UTF_8))) {
      out.write(JSON.writeValueAsString(new Head(run, outputs, steps.size())));
      out.newLine();
      for (Step step : steps) {
        out.write(JSON.writeValueAsString(step));
        out.newLine();
      }
    }
    Storage.rename(files, temporary, path);
  }

  static Optional<Journal> read(FileSystem files, Path path) throws IOException {
    if (!files.exists(path)) {
      return Optional.empty();
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8))) {
      Head head = JSON.readValue(in.readLine(), Head.class);
      List<Step> steps = new ArrayList<>(head.steps);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        steps.add(JSON.readValue(line, Step.class));
      }
      if (steps.size() != head.steps) {
        throw new IOException(
            "%s is cut off: %d steps of %d".formatted(path, steps.size(), head.steps));
      }
      return Optional.of(new Journal(head.run, head.outputs, steps));
    }
  }

  /** The paths of an output's steps of one kind. */
  List<String> paths(int output, Kind kind) {
    return steps.stream()
        .filter(step -> step.output == output && step.kind == kind)
        .map(Step::path)
        .toList();
  }
}
