package io.lakewright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file in the order of the UCR/KDD-2021 anomaly archive, {@code
 * NNN_UCR_Anomaly_name_TRAINEND_BEGIN_END.txt}: values one a line or all on one, separated by white
 * space.
 *
 * @param train the number of points of the training part
 * @param begin of the labelled region, in points from 1 on as in the archive, and its end,
 *     inclusive
 */
record UcrFile(String name, double[] values, int train, int begin, int end) {
  private static final Pattern NAME =
      Pattern.compile("\\d+_UCR_Anomaly_(.+)_(\\d+)_(\\d+)_(\\d+)\\.txt");

  /** Whether the name is of this kind. */
  static boolean isOne(Path path) {
    return NAME.matcher(path.getFileName().toString()).matches();
  }

  static UcrFile read(Path path) throws IOException {
    String name = path.getFileName().toString();
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Name must be NNN_UCR_Anomaly_name_TRAINEND_BEGIN_END.txt, cannot be: " + name);
    }
    double[] values =
        Arrays.stream(Files.readString(path).trim().split("\\s+"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    return new UcrFile(
        name.substring(0, name.length() - ".txt".length()),
        values,
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        Integer.parseInt(matcher.group(4)));
  }

  /** Whether a 0-based point is in the labelled region or near it. */
  boolean labels(long point, int tolerance) {
    return point + 1 >= begin - tolerance && point + 1 <= end + tolerance;
  }
}
