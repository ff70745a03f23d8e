package io.lakewright.discord;

import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code discords} for programs; see {@link DiscordsOptions} for what each setting means. */
public final class DiscordsBuilder {
  private final List<String> input;
  private final Function<DiscordsJob, DiscordsResult> runner;
  private String series;
  private String time = "time";
  private List<String> values = List.of("value");
  private String timeFormat;
  private Place output;
  private Format format;
  private IfExists ifExists = IfExists.FAIL;
  private Layout layout;
  private Lengths lengths = Lengths.AUTO;
  private int exclusion;
  private long lookback = ProfileParameters.UNBOUNDED;
  private Distance distance = Distance.Z_NORMALIZED;
  private Train train = Train.NONE;
  private int top = 3;
  private Algorithm algorithm = Algorithm.AUTO;
  private int agree;
  private Tagging tagging = Tagging.DEFAULT;
  private Duration step = Duration.ZERO;
  private Fill fill = Fill.NONE;
  private Place state;
  private boolean profile = true;
  private Long maxAnomalies;

  /**
   * @param input tables, folders, files, patterns
   * @param runner runs the job
   */
  public DiscordsBuilder(List<String> input, Function<DiscordsJob, DiscordsResult> runner) {
    this.input = List.copyOf(input);
    this.runner = runner;
  }

  /** The column that names the series; without it all points are one series. */
  public DiscordsBuilder series(String column) {
    this.series = column;
    return this;
  }

  /** The column of times; {@code time} by default. */
  public DiscordsBuilder time(String column) {
    this.time = column;
    return this;
  }

  /** The pattern of times that are text. */
  public DiscordsBuilder timeFormat(String pattern) {
    this.timeFormat = pattern;
    return this;
  }

  /** The column of values, or several; {@code value} by default. */
  public DiscordsBuilder values(String... columns) {
    this.values = List.of(columns);
    return this;
  }

  /** Where the tables go: a folder, or the name that theirs begin with. */
  public DiscordsBuilder to(String place) {
    this.output = Place.parse(place);
    return this;
  }

  /** The tables' format, instead of that of the place. */
  public DiscordsBuilder format(Format asked) {
    this.format = asked;
    return this;
  }

  /** What to do with tables that are there; it is an error unless this is called. */
  public DiscordsBuilder ifExists(IfExists action) {
    this.ifExists = action;
    return this;
  }

  /** The layout of the table {@code profile}. */
  public DiscordsBuilder layout(Layout asked) {
    this.layout = asked;
    return this;
  }

  /** The length of subsequences; chosen for each series unless one of these two is called. */
  public DiscordsBuilder length(int points) {
    this.lengths = Lengths.of(points);
    return this;
  }

  /** A range of lengths of subsequences. */
  public DiscordsBuilder lengths(int from, int to) {
    this.lengths = new Lengths(from, to);
    return this;
  }

  /** The smallest gap between the starts of two subsequences that are compared. */
  public DiscordsBuilder exclusion(int points) {
    this.exclusion = points;
    return this;
  }

  /** How many points back a subsequence is compared. */
  public DiscordsBuilder lookback(long points) {
    this.lookback = points;
    return this;
  }

  /** How subsequences are compared. */
  public DiscordsBuilder distance(Distance asked) {
    this.distance = asked;
    return this;
  }

  /** The part that is only looked back to. */
  public DiscordsBuilder train(Train part) {
    this.train = part;
    return this;
  }

  /** How many discords of each series; 3 by default. */
  public DiscordsBuilder top(int discords) {
    this.top = discords;
    return this;
  }

  /** How discords are looked for. */
  public DiscordsBuilder algorithm(Algorithm asked) {
    this.algorithm = asked;
    return this;
  }

  /** With several columns of values, how many must be anomalous together. */
  public DiscordsBuilder agree(int dimensions) {
    this.agree = dimensions;
    return this;
  }

  /** The online rule. */
  public DiscordsBuilder tagging(Tagging rule) {
    this.tagging = rule;
    return this;
  }

  /** The distance of two points in time; points are laid on its multiples. */
  public DiscordsBuilder step(Duration distanceInTime) {
    this.step = distanceInTime;
    return this;
  }

  /** What stands for missing values. */
  public DiscordsBuilder fill(Fill by) {
    this.fill = by;
    return this;
  }

  /** Where to continue from, and where to leave what the next run continues from. */
  public DiscordsBuilder state(String place) {
    this.state = Place.parse(place);
    return this;
  }

  /** Leaves out the table {@code profile}. */
  public DiscordsBuilder withoutProfile() {
    this.profile = false;
    return this;
  }

  /** More set aside than this counts as a failed check. */
  public DiscordsBuilder maxAnomalies(long count) {
    this.maxAnomalies = count;
    return this;
  }

  /** The options as set so far. */
  public DiscordsOptions options() {
    if (output == null) {
      throw new IllegalArgumentException("No output; name a folder or a table with to(…)");
    }
    return new DiscordsOptions(
        input,
        new Columns(Optional.ofNullable(series), time, values, Optional.ofNullable(timeFormat)),
        output,
        Optional.ofNullable(format),
        ifExists,
        Optional.ofNullable(layout),
        new Search(lengths, exclusion, lookback, distance, train, top, algorithm, agree),
        tagging,
        new Cleaning(step, fill),
        Optional.ofNullable(state),
        profile,
        Optional.ofNullable(maxAnomalies),
        false);
  }

  /** Runs the job. */
  public DiscordsResult run() {
    return runner.apply(new DiscordsJob(options()));
  }
}
