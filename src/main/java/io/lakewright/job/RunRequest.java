package io.lakewright.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run as asked for. All texts are shown and stored as they are, so secrets must be masked
 * before.
 *
 * @param commandLine the arguments, the command first
 * @param options the resolved options in display order: strings, or lists of strings
 * @param report folder for the run record; null for {@code runs/<job>-<run id>}
 * @param quiet no banner and no progress
 * @param stacktrace show the stack trace of a failure
 */
public record RunRequest(
    List<String> commandLine,
    Map<String, Object> options,
    String report,
    boolean quiet,
    boolean stacktrace) {

  public RunRequest {
    commandLine = List.copyOf(commandLine);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
