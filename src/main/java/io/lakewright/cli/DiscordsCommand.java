package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.discord.Algorithm;
import io.lakewright.discord.Cleaning;
import io.lakewright.discord.Columns;
import io.lakewright.discord.DiscordsJob;
import io.lakewright.discord.DiscordsOptions;
import io.lakewright.discord.Distance;
import io.lakewright.discord.Fill;
import io.lakewright.discord.Lengths;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.Search;
import io.lakewright.discord.Tagging;
import io.lakewright.discord.Train;
import io.lakewright.job.Job;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code discords}: anomalies in time series. */
@Command(
    name = "discords",
    description = "Finds the subsequences of time series that are unlike everything before them.")
final class DiscordsCommand extends JobCommand {
  private static final Pattern STEP = Pattern.compile("(\\d{1,12})(ms|s|m|min|h|d)");

  /** How subsequences are compared, as users write it. */
  enum DistanceName {
    ZNORM,
    EUCLIDEAN
  }

  @Mixin DryRunOption dryRun;
  @Mixin LayoutOptions table;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PLACE",
      description = "Tables, folders, files or patterns: CSV, JSON, Parquet, Avro, Iceberg, Delta.")
  List<String> input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PLACE",
      description =
          "Folder for profile/ and discords/, or a table name that gets _profile and _discords.")
  String output;

  @Option(
      names = "--series",
      paramLabel = "COLUMN",
      description = "Names the series of a point (default: all points are one series).")
  String series;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      defaultValue = "time",
      description = "Timestamp, date, number since 1970, or text (default: ${DEFAULT-VALUE}).")
  String time;

  @Option(
      names = "--time-format",
      paramLabel = "PATTERN",
      description = "Of times that are text, such as dd.MM.yyyy HH:mm (default: ISO, or epochs).")
  String timeFormat;

  @Option(
      names = "--value",
      arity = "1..*",
      paramLabel = "COLUMN",
      defaultValue = "value",
      description = "A column, or several for several dimensions (default: ${DEFAULT-VALUE}).")
  List<String> values;

  @Option(
      names = "--length",
      paramLabel = "N|auto",
      description = "Points of a subsequence; auto chooses by the autocorrelation (default: auto).")
  String length;

  @Option(
      names = "--lengths",
      paramLabel = "A..B",
      description = "Search a range of lengths instead, such as 50..400.")
  String lengths;

  @Option(
      names = "--exclusion",
      paramLabel = "N",
      description = "Smallest gap between the starts compared (default: the length).")
  Integer exclusion;

  @Option(
      names = "--lookback",
      paramLabel = "N",
      description = "Compare only with the last N points (default: all).")
  Long lookback;

  @Option(
      names = "--train",
      paramLabel = "N|TIME",
      defaultValue = "0",
      description = "First start that may be reported; before it is only looked back to.")
  String train;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "Discords of each series (default: ${DEFAULT-VALUE}).")
  int top;

  @Option(
      names = "--distance",
      paramLabel = "DISTANCE",
      defaultValue = "ZNORM",
      description = "znorm or euclidean (default: znorm).")
  DistanceName distance;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = "AUTO",
      description = "exact, damp, forest or auto (default: auto).")
  Algorithm algorithm;

  @Option(
      names = "--agree",
      paramLabel = "K",
      description = "With several --value, how many must be anomalous together (default: all).")
  Integer agree;

  @Option(
      names = "--tag-threshold",
      paramLabel = "SD",
      defaultValue = "2",
      description =
          "Standard deviations above the mean so far that make an anomaly (default: ${DEFAULT-VALUE}).")
  double tagThreshold;

  @Option(
      names = "--initial-periods",
      paramLabel = "N",
      defaultValue = "16",
      description = "Lengths that are seen before points are tagged (default: ${DEFAULT-VALUE}).")
  int initialPeriods;

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "Distance of two points, such as 5m, 1h or PT15M (default: as they come).")
  String step;

  @Option(
      names = "--fill",
      paramLabel = "HOW",
      defaultValue = "NONE",
      description = "none, previous or linear, for missing values (default: none).")
  Fill fill;

  @Option(
      names = "--state",
      paramLabel = "PLACE",
      description = "Continue from here and leave here what the next run needs.")
  String state;

  @Option(
      names = "--profile",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Write the table profile (default: ${DEFAULT-VALUE}).")
  boolean profile;

  @Option(
      names = "--max-anomalies",
      paramLabel = "N",
      description = "More set aside or noticed than this give exit code 3 (default: no limit).")
  Long maxAnomalies;

  @Override
  protected Job<?> job() {
    return new DiscordsJob(
        new DiscordsOptions(
            input,
            new Columns(Optional.ofNullable(series), time, values, Optional.ofNullable(timeFormat)),
            Place.parse(output),
            Optional.ofNullable(table.format),
            table.ifExists,
            table.layout(Layout.NONE),
            search(),
            new Tagging(tagThreshold, initialPeriods),
            new Cleaning(step == null ? Duration.ZERO : duration(step), fill),
            Optional.ofNullable(state).map(Place::parse),
            profile,
            Optional.ofNullable(maxAnomalies),
            dryRun.dryRun()));
  }

  private Search search() {
    if (length != null && lengths != null) {
      throw UserException.usage("Give --length or --lengths, not both");
    }
    return new Search(
        lengths != null
            ? Lengths.parseRange(lengths)
            : length == null ? Lengths.AUTO : Lengths.parse(length),
        exclusion == null ? 0 : atLeastOne("Exclusion", exclusion),
        lookback == null ? ProfileParameters.UNBOUNDED : lookback,
        distance == DistanceName.ZNORM ? Distance.Z_NORMALIZED : Distance.EUCLIDEAN,
        Train.parse(train),
        top,
        algorithm,
        agree == null ? 0 : atLeastOne("Number of dimensions that agree", agree));
  }

  private static int atLeastOne(String what, int value) {
    if (value < 1) {
      throw UserException.usage(what + " must be at least 1, cannot be: " + value);
    }
    return value;
  }

  private static Duration duration(String text) {
    Matcher matcher = STEP.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "h" -> Duration.ofHours(number);
        case "d" -> Duration.ofDays(number);
        default -> Duration.ofMinutes(number);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw UserException.usage(
          "Step must be a duration such as 500ms, 10s, 5m, 1h, 1d or PT15M, cannot be: " + text);
    }
  }
}
