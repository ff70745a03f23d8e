package io.lakewright.discord;

import io.lakewright.UserException;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.PathPlace;
import io.lakewright.table.Place;
import io.lakewright.table.TablePlace;
import io.lakewright.table.Target;
import java.util.List;
import java.util.Optional;

/**
 * What {@code discords} is to do.
 *
 * @param input tables, folders, files, patterns
 * @param output the folder that holds the tables, or the name their names begin with
 * @param format of the tables; by the place if not given
 * @param ifExists what to do with content that is there
 * @param layout of the table {@code profile}; files sorted by series and time if not given
 * @param state where to continue from and where to leave what the next run continues from
 * @param profile whether the table {@code profile} is written
 * @param maxAnomalies values set aside beyond which the run counts as failed; empty for no limit
 * @param dryRun tell what would be done, and do nothing
 */
public record DiscordsOptions(
    List<String> input,
    Columns columns,
    Place output,
    Optional<Format> format,
    IfExists ifExists,
    Optional<Layout> layout,
    Search search,
    Tagging tagging,
    Cleaning cleaning,
    Optional<Place> state,
    boolean profile,
    Optional<Long> maxAnomalies,
    boolean dryRun) {
  static final String PROFILE = "profile";
  static final String DISCORDS = "discords";
  static final String ANOMALIES = "anomalies";
  static final String SERIES = "series";

  public DiscordsOptions {
    input = List.copyOf(input);
    if (input.isEmpty()) {
      throw UserException.usage("No input; name files, a folder or a table with --input");
    }
    if (maxAnomalies.isPresent() && maxAnomalies.get() < 0) {
      throw UserException.usage(
          "Number of anomalies allowed must be at least 0, cannot be: " + maxAnomalies.get());
    }
    int dimensions = columns.values().size();
    if (search.agree() > dimensions) {
      throw UserException.usage(
          "Number of dimensions that agree must be at most the %d given by --value, cannot be: %d"
              .formatted(dimensions, search.agree()));
    }
    if (search.agree() > 0
        && (search.algorithm() == Algorithm.DAMP || search.lengths().isRange())) {
      throw UserException.usage(
          "Dimensions are taken together by their profiles of one length; --agree cannot go with --algorithm damp or --lengths");
    }
    if (state.isPresent()) {
      requireContinuable(search, cleaning, ifExists);
    }
  }

  private static void requireContinuable(Search search, Cleaning cleaning, IfExists ifExists) {
    if (!search.isBounded()) {
      throw UserException.usage(
          "State needs a bounded history, else all of it would have to be kept; give --lookback, such as --lookback 10000");
    }
    if (search.lengths().isAuto() || search.lengths().isRange()) {
      throw UserException.usage(
          "State needs one length, the same in every run; give it with --length");
    }
    if (search.algorithm() == Algorithm.DAMP || search.algorithm() == Algorithm.FOREST) {
      throw UserException.usage(
          "State is kept for exact profiles, cannot be with the algorithm "
              + search.algorithm().name().toLowerCase(java.util.Locale.ROOT));
    }
    if (cleaning.fill() == Fill.LINEAR) {
      throw UserException.usage(
          "State cannot go with --fill linear, which needs the value after a gap before it is there; use --fill previous");
    }
    if (ifExists == IfExists.REPLACE) {
      throw UserException.usage(
          "State cannot go with --if-exists replace: a run that continues adds to what is there. Use append, or delete the output and the state to begin anew");
    }
  }

  /** Options with everything but the input, its columns, the length and the output at default. */
  public static DiscordsOptions of(
      List<String> input, Columns columns, Lengths lengths, Place output) {
    return new DiscordsOptions(
        input,
        columns,
        output,
        Optional.empty(),
        IfExists.FAIL,
        Optional.empty(),
        Search.of(lengths),
        Tagging.DEFAULT,
        Cleaning.NONE,
        Optional.empty(),
        true,
        Optional.empty(),
        false);
  }

  /** The table that decides: {@code profile}, or {@code discords} where there is none. */
  public Target target() {
    Place main = place(profile ? PROFILE : DISCORDS);
    return Target.of(main, format, ifExists, layout.orElse(Layout.NONE));
  }

  /** Where one of the tables goes. */
  public Place place(String table) {
    if (output instanceof TablePlace name) {
      return name.withSuffix("_" + table);
    }
    return new PathPlace(((PathPlace) output).uri() + "/" + table);
  }
}
