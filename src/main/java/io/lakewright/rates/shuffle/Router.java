package io.lakewright.rates.shuffle;

import io.lakewright.rates.split.Slice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SerializableFunction;

/**
 * Decides to which task a slice goes. The first {@code sidePartitions} partitions take what is
 * about the files, the others the rates. Rates of one partition of the table meet in one task;
 * without partitions they are dealt out evenly.
 */
public final class Router implements Serializable {
  private static final Pattern BUCKET =
      Pattern.compile("bucket\\(\\s*(\\d+)\\s*,\\s*(\\w+)\\s*\\)");

  private final List<String> columns;
  private final List<SerializableFunction<CharSequence, Integer>> buckets = new ArrayList<>();
  private final int sidePartitions;
  private final int ratePartitions;
  private final int shares;
  private int dealt;

  /**
   * @param partitionBy columns that can be {@linkplain #canRoute routed by}, or {@code bucket(n,
   *     column)} of them
   */
  public Router(List<String> partitionBy, int sidePartitions, int ratePartitions) {
    this.columns = new ArrayList<>();
    int hashed = 0;
    for (String partition : partitionBy) {
      Matcher bucket = BUCKET.matcher(partition);
      if (bucket.matches()) {
        int count = Integer.parseInt(bucket.group(1));
        hashed = Math.max(1, hashed) * count;
        columns.add(bucket.group(2));
        buckets.add(Transforms.<CharSequence>bucket(count).bind(Types.StringType.get()));
      } else {
        columns.add(partition);
        buckets.add(null);
      }
    }
    this.sidePartitions = sidePartitions;
    this.ratePartitions = ratePartitions;
    this.shares = hashed == 0 ? 1 : Math.max(1, ratePartitions / hashed);
  }

  /** Whether slices can be routed so that each partition of the table is written by one task. */
  public static boolean canRoute(List<String> partitionBy, List<String> routable) {
    return partitionBy.stream()
        .allMatch(
            partition -> {
              Matcher bucket = BUCKET.matcher(partition);
              return routable.contains(bucket.matches() ? bucket.group(2) : partition);
            });
  }

  public int sidePartitions() {
    return sidePartitions;
  }

  public int partitions() {
    return sidePartitions + ratePartitions;
  }

  /** The key under which a slice travels. */
  SliceKey key(Slice slice) {
    if (slice.kind().isAboutFile()) {
      int side =
          Math.floorMod(31 * slice.file().hashCode() + Long.hashCode(slice.item()), sidePartitions);
      return SliceKey.of(slice, side, "");
    }
    if (columns.isEmpty()) {
      int task = slice.kind() == Slice.Kind.RATES ? dealt++ : entryHash(slice);
      return SliceKey.of(slice, rates(task), "");
    }
    String route = route(slice);
    return SliceKey.of(slice, rates(spread(route, slice)), route + '\u0000' + slice.code());
  }

  private int rates(int hash) {
    return sidePartitions + Math.floorMod(hash, ratePartitions);
  }

  private static int entryHash(Slice slice) {
    return mix(Objects.hash(slice.file(), slice.item(), slice.entry()));
  }

  /** A partition that is a hash of codes is shared by several tasks, each with its own codes. */
  private int spread(String route, Slice slice) {
    int share = shares == 1 ? 0 : Math.floorMod(mix(Objects.hashCode(slice.code())), shares);
    return mix(route.hashCode()) + share;
  }

  private String route(Slice slice) {
    StringBuilder route = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String value =
          switch (columns.get(i)) {
            case "source_file" -> slice.file();
            case "billing_code" -> slice.code();
            default ->
                slice.codeType() == null ? null : slice.codeType().strip().toUpperCase(Locale.ROOT);
          };
      SerializableFunction<CharSequence, Integer> bucket = buckets.get(i);
      route.append(bucket == null || value == null ? value : bucket.apply(value)).append('\u0000');
    }
    return route.toString();
  }

  /** Spreads hashes that differ little. */
  private static int mix(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }
}
