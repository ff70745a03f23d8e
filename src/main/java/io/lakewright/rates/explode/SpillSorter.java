package io.lakewright.rates.explode;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.UnsafeExternalRowSorter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.apache.spark.util.collection.unsafe.sort.PrefixComparators;
import org.apache.spark.util.collection.unsafe.sort.RecordComparator;

/** Sorts rows by bucket and NPI in Spark's execution memory, spilling to local disk. */
final class SpillSorter {
  private static final long PAGE_BYTES = 4L << 20;
  private static final int NPI_BITS = 40;

  private final Buckets buckets;
  private final int npiColumn;
  private final int[] columns;
  private final UnsafeProjection toUnsafe;
  private final UnsafeExternalRowSorter sorter;

  SpillSorter(Buckets buckets, int[] columns) {
    this.buckets = buckets;
    this.columns = columns;
    this.npiColumn = Arrays.stream(columns).boxed().toList().indexOf(RatesTable.NPI);
    StructType schema = new StructType();
    for (int column : columns) {
      schema = schema.add(RatesTable.SCHEMA.fields()[column]);
    }
    this.toUnsafe = UnsafeProjection$.MODULE$.create(schema);
    try {
      this.sorter =
          UnsafeExternalRowSorter.createWithRecordComparator(
              schema, Comparison::new, PrefixComparators.LONG, new Prefixes(), PAGE_BYTES, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> sorter.cleanupResources());
  }

  void add(RateBlock block) {
    new RateRows(new BlockRuns(block, new RateRun()), columns).forEachRemaining(this::add);
  }

  private void add(InternalRow row) {
    try {
      sorter.insertRow(toUnsafe.apply(row));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot spill to the local disk", e);
    }
  }

  BucketedRuns sorted() throws IOException {
    scala.collection.Iterator<InternalRow> rows = sorter.sort();
    SpilledRow spilled = new SpilledRow(columns);
    return new BucketedRuns() {
      private int bucket;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public RateRun next() {
        RateRun run = spilled.read(rows.next());
        bucket = buckets.of(run.npi(0));
        return run;
      }

      @Override
      public int bucket() {
        return bucket;
      }
    };
  }

  private long npi(InternalRow row) {
    return row.isNullAt(npiColumn) ? Members.NO_NPI : row.getLong(npiColumn);
  }

  private final class Prefixes extends UnsafeExternalRowSorter.PrefixComputer {
    private final Prefix prefix = new Prefix();

    @Override
    public Prefix computePrefix(InternalRow row) {
      long npi = npi(row);
      prefix.value = (long) buckets.of(npi) << NPI_BITS | Math.min(npi, (1L << NPI_BITS) - 1);
      return prefix;
    }
  }

  private final class Comparison extends RecordComparator {
    private final UnsafeRow left = new UnsafeRow(columns.length);
    private final UnsafeRow right = new UnsafeRow(columns.length);

    @Override
    public int compare(
        Object leftBase,
        long leftOffset,
        int leftLength,
        Object rightBase,
        long rightOffset,
        int rightLength) {
      left.pointTo(leftBase, leftOffset, leftLength);
      right.pointTo(rightBase, rightOffset, rightLength);
      long leftNpi = npi(left);
      long rightNpi = npi(right);
      int byBucket = Integer.compare(buckets.of(leftNpi), buckets.of(rightNpi));
      return byBucket != 0 ? byBucket : Long.compare(leftNpi, rightNpi);
    }
  }
}
