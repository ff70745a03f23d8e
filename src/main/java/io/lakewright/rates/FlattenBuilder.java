package io.lakewright.rates;

import io.lakewright.rates.FlattenOptions.OnError;
import io.lakewright.rates.FlattenOptions.Writer;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.SplitLimits;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code flatten} for programs; see {@link FlattenOptions} for what each setting means. */
public final class FlattenBuilder {
  private final List<String> input;
  private final Function<FlattenJob, FlattenResult> runner;
  private Place output;
  private Format format;
  private IfExists ifExists = IfExists.FAIL;
  private Layout layout;
  private List<String> codes = List.of();
  private RateFilter filter = RateFilter.ALL;
  private RemoteOptions remote = RemoteOptions.DEFAULT;
  private OnError onError = OnError.CONTINUE;
  private Long maxAnomalies;
  private SplitLimits limits = SplitLimits.DEFAULT;
  private Long broadcastBytes;
  private Writer writer = Writer.AUTO;

  /**
   * @param input files, folders, patterns, addresses, slices
   * @param runner runs the job
   */
  public FlattenBuilder(List<String> input, Function<FlattenJob, FlattenResult> runner) {
    this.input = List.copyOf(input);
    this.runner = runner;
  }

  /** Where the table goes: a path or a table name. */
  public FlattenBuilder to(String place) {
    this.output = Place.parse(place);
    return this;
  }

  /** The table's format, instead of that of the place. */
  public FlattenBuilder format(Format asked) {
    this.format = asked;
    return this;
  }

  /** What to do with a table that is there; it is an error unless this is called. */
  public FlattenBuilder ifExists(IfExists action) {
    this.ifExists = action;
    return this;
  }

  /** The layout of the files, instead of the format's default. */
  public FlattenBuilder layout(Layout asked) {
    this.layout = asked;
    return this;
  }

  /** Only items with these codes, each as {@code CPT:99213} or {@code 99213}. */
  public FlattenBuilder codes(String... wanted) {
    this.codes = List.of(wanted);
    return this;
  }

  /** Only these rates. */
  public FlattenBuilder filter(RateFilter wanted) {
    this.filter = wanted;
    return this;
  }

  /** How to fetch provider references that are elsewhere. */
  public FlattenBuilder remote(RemoteOptions options) {
    this.remote = options;
    return this;
  }

  /** Leaves out provider references that are elsewhere. */
  public FlattenBuilder skipRemoteReferences() {
    this.remote = null;
    return this;
  }

  /** What to do with a malformed file. */
  public FlattenBuilder onError(OnError action) {
    this.onError = action;
    return this;
  }

  /** More anomalies than this count as a failed check. */
  public FlattenBuilder maxAnomalies(long count) {
    this.maxAnomalies = count;
    return this;
  }

  /** Sizes that bound memory. */
  public FlattenBuilder limits(SplitLimits sizes) {
    this.limits = sizes;
    return this;
  }

  /** Provider groups up to this size are shared with every task, larger ones joined. */
  public FlattenBuilder broadcastBytes(long bytes) {
    this.broadcastBytes = bytes;
    return this;
  }

  /** How Parquet files are made. */
  public FlattenBuilder writer(Writer asked) {
    this.writer = asked;
    return this;
  }

  /** The options as set so far. */
  public FlattenOptions options() {
    if (output == null) {
      throw new IllegalArgumentException("No output; name a path or a table with to(…)");
    }
    return new FlattenOptions(
        input,
        output,
        Optional.ofNullable(format),
        ifExists,
        Optional.ofNullable(layout),
        codes,
        filter,
        Optional.ofNullable(remote),
        onError,
        Optional.ofNullable(maxAnomalies),
        limits,
        Optional.ofNullable(broadcastBytes),
        writer,
        false);
  }

  /** Runs the job. */
  public FlattenResult run() {
    return runner.apply(new FlattenJob(options()));
  }
}
