package io.lakewright.maintain.compaction;

import static io.lakewright.maintain.StepName.COMPACTION;

import io.lakewright.UserException;
import io.lakewright.maintain.Setting;
import io.lakewright.maintain.StepSettings;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.facts.FileBounds;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;

/**
 * What a policy says about compaction of one table.
 *
 * @param target size of the files that are written, in bytes
 * @param smallBelow a smaller file is small, in bytes
 * @param largeAbove a larger file is to be divided, in bytes
 */
record CompactionSettings(
    Strategy strategy,
    List<String> order,
    long target,
    long smallBelow,
    long largeAbove,
    long minSmallFiles,
    double minSmallShare,
    double maxDeletedShare,
    long maxDeleteFiles,
    Duration quiet,
    long maxBytes,
    Duration maxTime,
    int groupsAtOnce) {

  /** How rows are arranged in the new files. */
  enum Strategy {
    BIN_PACK,
    SORT,
    Z_ORDER;

    static Strategy parse(String text) {
      for (Strategy strategy : values()) {
        if (strategy.toString().equals(text.trim())) {
          return strategy;
        }
      }
      throw new IllegalArgumentException(
          "must be one of %s, cannot be: %s"
              .formatted(
                  Arrays.stream(values()).map(Strategy::toString).collect(Collectors.joining(", ")),
                  text));
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  static final Setting<Strategy> STRATEGY =
      new Setting<>(
          "strategy",
          "bin-pack",
          "bin-pack keeps rows as they come, sort orders each group of files by order-by or the"
              + " table's sort order, z-order interleaves the columns of order-by",
          Strategy::parse);
  static final Setting<List<String>> ORDER_BY =
      Setting.list(
          "order-by",
          "",
          "columns to sort or z-order by, each with asc or desc when sorting; empty: the table's"
              + " sort order");
  static final Setting<Long> TARGET =
      Setting.bytes(
          "target-file-size",
          "0",
          "size of the new files; 0: the table's write.target-file-size-bytes");
  static final Setting<Double> SMALL =
      Setting.ratio("small-file-ratio", 0.75, "a file below this share of the target is small");
  static final Setting<Boolean> DIVIDE_LARGE =
      Setting.flag(
          "divide-large-files", false, "whether files above 180 % of the target are divided");
  static final Setting<Long> MIN_SMALL_FILES =
      Setting.number("min-small-files", 5, "a partition with fewer small files is left alone");
  static final Setting<Double> MIN_SMALL_SHARE =
      Setting.ratio(
          "min-small-share",
          0.1,
          "a partition of whose files a smaller share is small is left alone");
  static final Setting<Double> MAX_DELETED =
      Setting.ratio(
          "max-deleted-ratio",
          0.1,
          "a partition of whose rows a larger share is deleted by delete files is rewritten");
  static final Setting<Long> MAX_DELETE_FILES =
      Setting.number(
          "max-delete-files",
          20,
          "a partition with more files of equality deletes is rewritten; with more files of position"
              + " deletes these are merged");
  static final Setting<Duration> QUIET =
      Setting.duration(
          "quiet-for",
          "10min",
          "a partition written to more recently waits, unless it has ten times min-small-files");
  static final Setting<Long> MAX_BYTES =
      Setting.bytes("max-bytes", "1 TiB", "no more is rewritten in one run; largest gain first");
  static final Setting<Duration> MAX_TIME =
      Setting.duration("max-time", "2h", "no new group of files is begun after this time");
  static final Setting<Long> AT_ONCE =
      Setting.number("groups-at-once", 4, "groups of files rewritten at the same time");

  static final List<Setting<?>> ALL =
      List.of(
          STRATEGY,
          ORDER_BY,
          TARGET,
          SMALL,
          DIVIDE_LARGE,
          MIN_SMALL_FILES,
          MIN_SMALL_SHARE,
          MAX_DELETED,
          MAX_DELETE_FILES,
          QUIET,
          MAX_BYTES,
          MAX_TIME,
          AT_ONCE);

  CompactionSettings {
    if (target < 1) {
      throw new IllegalArgumentException(
          "Target file size must be at least 1 byte, cannot be: " + target);
    }
    if (groupsAtOnce < 1) {
      throw new IllegalArgumentException(
          "Number of groups at once must be at least 1, cannot be: " + groupsAtOnce);
    }
    if (minSmallFiles < 2) {
      throw new IllegalArgumentException(
          "min-small-files must be at least 2, cannot be: " + minSmallFiles);
    }
  }

  static CompactionSettings of(TableContext context) {
    StepSettings settings = context.settings();
    Table table = context.table();
    long target = settings.get(TARGET);
    if (target == 0) {
      target =
          PropertyUtil.propertyAsLong(
              table.properties(),
              TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
              TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
    }
    Strategy strategy = settings.get(STRATEGY);
    List<String> order = settings.get(ORDER_BY);
    if (strategy == Strategy.Z_ORDER && order.isEmpty()) {
      throw new UserException(
          "z-order of %s needs columns; give them as %s.order-by"
              .formatted(context.name(), COMPACTION.key()));
    }
    if (strategy == Strategy.SORT && order.isEmpty() && table.sortOrder().isUnsorted()) {
      throw new UserException(
          "%s has no sort order; give one as %s.order-by or to the table, or use the strategy"
                  .formatted(context.name(), COMPACTION.key())
              + " bin-pack");
    }
    if (strategy == Strategy.SORT) {
      RowOrdering.order(table, order);
    }
    boolean divide = settings.get(DIVIDE_LARGE);
    return new CompactionSettings(
        strategy,
        order,
        target,
        (long) (target * settings.get(SMALL)),
        divide ? target / 10 * 18 : Long.MAX_VALUE,
        settings.get(MIN_SMALL_FILES),
        settings.get(MIN_SMALL_SHARE),
        settings.get(MAX_DELETED),
        settings.get(MAX_DELETE_FILES),
        settings.get(QUIET),
        settings.get(MAX_BYTES),
        settings.get(MAX_TIME),
        Math.toIntExact(settings.get(AT_ONCE)));
  }

  /** The same with a budget of which so many bytes are used. */
  CompactionSettings less(long bytes) {
    return new CompactionSettings(
        strategy,
        order,
        target,
        smallBelow,
        largeAbove,
        minSmallFiles,
        minSmallShare,
        maxDeletedShare,
        maxDeleteFiles,
        quiet,
        Math.max(0, maxBytes - bytes),
        maxTime,
        groupsAtOnce);
  }

  FileBounds bounds() {
    return new FileBounds(smallBelow, largeAbove);
  }
}
