package io.lakewright.maintain;

import io.lakewright.UserException;
import io.lakewright.maintain.fleet.TableSelection;
import io.lakewright.maintain.history.History;
import io.lakewright.table.Place;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code maintain} is to do.
 *
 * @param steps that may run, of those that the policy wants
 * @param policy file; the declared defaults if there is none
 * @param prices file; the prices that come with the application if there is none
 * @param parallel tables at once
 * @param tableTimeout after which a table is given up; what is done by then stays done
 * @param budget after which no new work is begun; empty for no limit
 * @param history the table that remembers, or {@value #NO_HISTORY}; by default {@code
 *     lakewright.maintenance_history} in the catalog of the first table
 * @param forceAge let {@code orphans.min-age} be below one day, whatever the policy says
 * @param dryRun tell what would be done, and change nothing
 */
public record MaintainOptions(
    TableSelection selection,
    Set<StepName> steps,
    Optional<String> policy,
    Optional<String> prices,
    int parallel,
    Duration tableTimeout,
    Optional<Duration> budget,
    Optional<String> history,
    boolean forceAge,
    boolean dryRun) {
  public static final int DEFAULT_PARALLEL = 4;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);
  public static final String NO_HISTORY = "none";
  private static final int MAX_PARALLEL = 256;

  public MaintainOptions {
    steps = steps.isEmpty() ? EnumSet.allOf(StepName.class) : EnumSet.copyOf(steps);
    if (parallel < 1 || parallel > MAX_PARALLEL) {
      throw UserException.usage(
          "Number of tables at once must be from 1 to %d, cannot be: %d"
              .formatted(MAX_PARALLEL, parallel));
    }
    requirePositive("The time-out per table", tableTimeout);
    budget.ifPresent(time -> requirePositive("The budget", time));
    history.filter(place -> !place.equals(NO_HISTORY)).ifPresent(Place::parse);
  }

  /** Where the history of a run on these tables is kept; empty if it is not. */
  Optional<Place> historyPlace(TableName first) {
    String place = history.orElse(first.catalog() + ".lakewright." + History.TABLE);
    return place.equals(NO_HISTORY) ? Optional.empty() : Optional.of(Place.parse(place));
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw UserException.usage(what + " must be longer than nothing, cannot be: " + duration);
    }
  }
}
