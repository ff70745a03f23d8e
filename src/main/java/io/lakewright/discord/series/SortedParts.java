package io.lakewright.discord.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;

/**
 * Long series, each cut by time into sorted parts, by one shuffle for all of them. The driver holds
 * a few numbers for each part.
 */
final class SortedParts implements AutoCloseable {
  /** A task sorts as many in a fraction of a second. */
  private static final long MOST_POINTS_PER_PART = 500_000;

  private static final int MOST_PARTS = 20_000;

  /** A part with the name of its series in UTF-8, or null. */
  private record Named(byte[] series, LaidPart part) implements Serializable {}

  /**
   * Where a part is.
   *
   * @param time of its last point, or of the step that holds it
   */
  private record Slice(byte[] series, int partition, int size, long time) implements Serializable {}

  /**
   * The parts of one series.
   *
   * @param parts one in each partition, in order
   * @param sizes points of each
   * @param times of each part's last point, or of the step that holds it
   */
  record Parts(JavaRDD<LaidPart> parts, int[] sizes, long[] times) {}

  private final JavaRDD<Named> sorted;
  private final Map<String, List<Slice>> slices = new HashMap<>();

  private SortedParts(JavaRDD<Named> sorted) {
    this.sorted = sorted;
  }

  /**
   * Cuts and sorts.
   *
   * @param input rows of {@link SeriesInput} of long series only
   * @param shared so many points are little for a task
   */
  static SortedParts of(
      Dataset<Row> input, List<Sizing.Heavy> series, SearchPlan plan, long shared) {
    long perPart = Math.min(MOST_POINTS_PER_PART, 4 * shared);
    long wanted = series.stream().mapToLong(one -> 1 + one.points() / perPart).sum();
    int count = (int) Math.min(MOST_PARTS, wanted);
    long step = plan.cleaning().stepMicros();
    // Points of one step, or of one time, must meet in one part.
    Column key =
        step == 0
            ? functions.col("time")
            : functions.expr("floor(time / " + step + ")").cast("long");
    Dataset<Row> timed = input.filter(functions.col("time").isNotNull());
    Dataset<Row> cut =
        count == 1
            ? timed.coalesce(1)
            : timed.repartitionByRange(count, functions.col("series"), key);
    int dimensions = plan.dimensions().size();
    SortedParts parts =
        new SortedParts(
            cut.queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> sort(rows, dimensions))
                .persist(StorageLevel.DISK_ONLY()));
    try {
      parts.locate(step);
      return parts;
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Iterator<Named> sort(Iterator<InternalRow> rows, int dimensions) {
    Map<UTF8String, Named> named = new TreeMap<>();
    Named nameless = null;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      Named part;
      if (row.isNullAt(Packer.SERIES_COLUMN)) {
        nameless = nameless == null ? empty(null, dimensions) : nameless;
        part = nameless;
      } else {
        UTF8String series = row.getUTF8String(Packer.SERIES_COLUMN);
        part = named.get(series);
        if (part == null) {
          part = empty(series.getBytes(), dimensions);
          named.put(series.clone(), part);
        }
      }
      Packer.read(row, part.part().points(), part.part().tally());
    }
    List<Named> all = new ArrayList<>(named.values());
    if (nameless != null) {
      all.add(nameless);
    }
    all.forEach(part -> part.part().points().sort());
    return all.iterator();
  }

  private static Named empty(byte[] series, int dimensions) {
    return new Named(series, new LaidPart(0, new Points(dimensions), new Tally()));
  }

  private void locate(long step) {
    sorted
        .mapPartitionsWithIndex((index, parts) -> slices(index, parts, step), true)
        .collect()
        .forEach(
            slice ->
                slices.computeIfAbsent(name(slice.series()), n -> new ArrayList<>()).add(slice));
  }

  private static Iterator<Slice> slices(int index, Iterator<Named> parts, long step) {
    List<Slice> slices = new ArrayList<>();
    while (parts.hasNext()) {
      Named named = parts.next();
      Points points = named.part().points();
      long last = points.time(points.size() - 1);
      long time = step == 0 ? last : Math.floorDiv(last, step) * step;
      slices.add(new Slice(named.series(), index, points.size(), time));
    }
    return slices.iterator();
  }

  private static String name(byte[] series) {
    return series == null ? null : UTF8String.fromBytes(series).toString();
  }

  /** The parts of a series, which may have none. */
  Parts of(String series) {
    List<Slice> here = slices.getOrDefault(series, List.of());
    int[] partitions = here.stream().mapToInt(Slice::partition).toArray();
    Function1<Object, Object> holds =
        (Function1<Object, Object> & Serializable)
            index -> Arrays.binarySearch(partitions, (int) index) >= 0;
    byte[] name = series == null ? null : UTF8String.fromString(series).getBytes();
    JavaRDD<LaidPart> parts =
        PartitionPruningRDD.create(sorted.rdd(), holds)
            .toJavaRDD()
            .filter(named -> Objects.deepEquals(named.series(), name))
            .map(Named::part);
    return new Parts(
        parts,
        here.stream().mapToInt(Slice::size).toArray(),
        here.stream().mapToLong(Slice::time).toArray());
  }

  @Override
  public void close() {
    sorted.unpersist(false);
  }
}
