package io.lakewright.discord.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How much work there is, from a count per series that stays on the cluster: what comes to the
 * driver are sums and the {@value #MOST_HEAVY} largest series of each partition at most.
 *
 * @param series how many there are
 * @param points of all of them
 * @param cells distances to compute, about
 * @param heavy the largest series, largest first
 */
public record Sizing(long series, long points, double cells, List<Heavy> heavy)
    implements Serializable {
  private static final int MOST_HEAVY = 2_000;

  /** Beyond this a task's output is large enough. */
  private static final double POINTS_PER_PARTITION = 4e6;

  /** A few seconds of work: less is not worth a task. */
  private static final double CELLS_PER_PARTITION = 2e9;

  private static final int MOST_PARTITIONS = 20_000;

  /** More points of one series, about a hundred bytes each, are too many for a task. */
  private static final long MOST_POINTS = 8_000_000;

  /** A task compares as many points with each other in less than ten seconds. */
  public static final long SHARED = 131_072;

  /** A series and its points. */
  public record Heavy(String series, long points, double cells) implements Serializable {}

  /**
   * Counts.
   *
   * @param input rows of {@link SeriesInput}
   * @param lookback how many distances a point has at most
   */
  public static Sizing of(Dataset<Row> input, boolean named, long lookback) {
    if (!named) {
      long points = input.count();
      double cells = cells((double) points, lookback);
      return new Sizing(1, points, cells, List.of(new Heavy(null, points, cells)));
    }
    return input
        .filter("series IS NOT NULL")
        .groupBy("series")
        .count()
        .mapPartitions(
            (MapPartitionsFunction<Row, Sizing>) rows -> of(rows, lookback),
            Encoders.javaSerialization(Sizing.class))
        .javaRDD()
        .treeAggregate(new Sizing(0, 0, 0, List.of()), Sizing::plus, Sizing::plus);
  }

  private static java.util.Iterator<Sizing> of(java.util.Iterator<Row> counts, long lookback) {
    long series = 0;
    long points = 0;
    double cells = 0;
    PriorityQueue<Heavy> heavy = new PriorityQueue<>(ORDER.reversed());
    while (counts.hasNext()) {
      Row row = counts.next();
      long size = row.getLong(1);
      double work = cells((double) size, lookback);
      series++;
      points += size;
      cells += work;
      if (heavy.size() < MOST_HEAVY || work > heavy.peek().cells()) {
        heavy.add(new Heavy(row.getString(0), size, work));
        if (heavy.size() > MOST_HEAVY) {
          heavy.poll();
        }
      }
    }
    List<Heavy> sorted = new ArrayList<>(heavy);
    sorted.sort(ORDER);
    return List.of(new Sizing(series, points, cells, sorted)).iterator();
  }

  /** Largest first; the names settle the order of equals. */
  private static final Comparator<Heavy> ORDER =
      Comparator.comparingDouble(Heavy::cells)
          .reversed()
          .thenComparing(Heavy::series, Comparator.nullsFirst(Comparator.naturalOrder()));

  private Sizing plus(Sizing other) {
    List<Heavy> both = new ArrayList<>(heavy);
    both.addAll(other.heavy);
    both.sort(ORDER);
    return new Sizing(
        series + other.series,
        points + other.points,
        cells + other.cells,
        new ArrayList<>(both.subList(0, Math.min(MOST_HEAVY, both.size()))));
  }

  private static double cells(double points, long lookback) {
    return points <= lookback ? points * points / 2 : points * lookback;
  }

  /**
   * The series that all tasks should share: those that one task could not hold, and those that
   * would be the last to end.
   *
   * @param from shorter series are always one task's
   * @param cores how many tasks run at once
   */
  public List<Heavy> shared(long from, int cores) {
    double share = cells / (2.0 * cores);
    return heavy.stream()
        .filter(one -> one.points() > MOST_POINTS || (one.points() > from && one.cells() > share))
        .toList();
  }

  /** How many tasks share the series: enough for all cores, none too small, none too large. */
  public int partitions(int cores) {
    double bySize = Math.max(points / POINTS_PER_PARTITION, cells / CELLS_PER_PARTITION);
    double several = Math.min(4.0 * cores, points / (POINTS_PER_PARTITION / 40));
    double wanted = Math.max(1, Math.max(bySize, several));
    long most = Math.min(MOST_PARTITIONS, Math.max(1, series));
    return (int) Math.min(most, (long) Math.ceil(wanted));
  }

  /**
   * Which partition each series goes to: heavy ones, which would make a task late, each to the one
   * that has the least to do so far, all others by hash.
   *
   * @return the number that Spark's hash partitioning sends there
   */
  public Packer.Slots slots(int partitions) {
    int[] slots = slotOfPartition(partitions);
    double share = cells / partitions;
    List<Heavy> large = heavy.stream().filter(one -> one.cells() > share / 8).toList();
    double light = Math.max(0, cells - large.stream().mapToDouble(Heavy::cells).sum());
    PriorityQueue<Load> loads = new PriorityQueue<>();
    for (int p = 0; p < partitions; p++) {
      loads.add(new Load(light / partitions, p));
    }
    Map<UTF8String, Integer> placed = new HashMap<>();
    for (Heavy one : large) {
      Load least = loads.poll();
      if (one.series() != null) {
        placed.put(UTF8String.fromString(one.series()), slots[least.partition]);
      }
      loads.add(new Load(least.cells + one.cells(), least.partition));
    }
    return new Placement(placed, slots);
  }

  private record Load(double cells, int partition) implements Comparable<Load> {
    @Override
    public int compareTo(Load other) {
      int byCells = Double.compare(cells, other.cells);
      return byCells != 0 ? byCells : Integer.compare(partition, other.partition);
    }
  }

  private record Placement(Map<UTF8String, Integer> heavy, int[] slots) implements Packer.Slots {
    @Override
    public int of(UTF8String series) {
      if (series == null) {
        return slots[0];
      }
      Integer placed = heavy.get(series);
      return placed != null ? placed : slots[Math.floorMod(series.hashCode(), slots.length)];
    }
  }

  /** Numbers that Spark's hash partitioning spreads over all partitions, one for each. */
  private static int[] slotOfPartition(int partitions) {
    int[] slots = new int[partitions];
    boolean[] found = new boolean[partitions];
    int missing = partitions;
    for (int slot = 0; missing > 0; slot++) {
      int partition = Math.floorMod(Murmur3_x86_32.hashInt(slot, 42), partitions);
      if (!found[partition]) {
        found[partition] = true;
        slots[partition] = slot;
        missing--;
      }
    }
    return slots;
  }
}
