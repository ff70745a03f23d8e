package io.lakewright.discord.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and population deviation of the distances so far.
 *
 * <p>Positions are taken in blocks of {@value #BLOCK}: inside a block by Welford's recurrence, then
 * block after block by the formula of Chan, Golub and LeVeque (1979). The same positions therefore
 * give the same bits, whether one task saw them all, each block was another task's, or a saved
 * state lies between.
 */
public final class DistanceMoments implements java.io.Serializable {
  /** Positions of one block; blocks begin at multiples of it. */
  public static final int BLOCK = 1 << 16;

  private long count;
  private double mean;
  private double squares;
  private long block;
  private long blockCount;
  private double blockMean;
  private double blockSquares;

  /** Adds the distance at a position; positions ascend. */
  public void add(long position, double distance) {
    long at = position / BLOCK;
    if (at != block) {
      fold();
      block = at;
    }
    blockCount++;
    double delta = distance - blockMean;
    blockMean += delta / blockCount;
    blockSquares += delta * (distance - blockMean);
  }

  /** How many distances there were. */
  public long count() {
    return count + blockCount;
  }

  /** Whether a distance is above the mean so far plus {@code threshold} deviations. */
  public boolean exceeds(double distance, double threshold) {
    long all = count + blockCount;
    if (all == 0) {
      return false;
    }
    double delta = blockMean - mean;
    double share = (double) blockCount / all;
    double center = count == 0 ? blockMean : mean + delta * share;
    double sum = count == 0 ? blockSquares : squares + blockSquares + delta * delta * share * count;
    return distance > center + threshold * Math.sqrt(Math.max(0, sum / all));
  }

  /** Appends a block computed elsewhere: complete blocks, in order. */
  public void append(long number, long more, double moreMean, double moreSquares) {
    fold();
    block = number;
    blockCount = more;
    blockMean = moreMean;
    blockSquares = moreSquares;
  }

  private void fold() {
    if (blockCount > 0) {
      long all = count + blockCount;
      double delta = blockMean - mean;
      double share = (double) blockCount / all;
      squares = count == 0 ? blockSquares : squares + blockSquares + delta * delta * share * count;
      mean = count == 0 ? blockMean : mean + delta * share;
      count = all;
    }
    blockCount = 0;
    blockMean = 0;
    blockSquares = 0;
  }

  /** The block at hand: its number, count, mean and sum of squares. */
  public long blockCount() {
    return blockCount;
  }

  public double blockMean() {
    return blockMean;
  }

  public double blockSquares() {
    return blockSquares;
  }

  /** A copy that goes on by itself. */
  public DistanceMoments copy() {
    DistanceMoments copy = new DistanceMoments();
    copy.count = count;
    copy.mean = mean;
    copy.squares = squares;
    copy.block = block;
    copy.blockCount = blockCount;
    copy.blockMean = blockMean;
    copy.blockSquares = blockSquares;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeDouble(mean);
    out.writeDouble(squares);
    out.writeLong(block);
    out.writeLong(blockCount);
    out.writeDouble(blockMean);
    out.writeDouble(blockSquares);
  }

  static DistanceMoments read(DataInput in) throws IOException {
    DistanceMoments moments = new DistanceMoments();
    moments.count = in.readLong();
    moments.mean = in.readDouble();
    moments.squares = in.readDouble();
    moments.block = in.readLong();
    moments.blockCount = in.readLong();
    moments.blockMean = in.readDouble();
    moments.blockSquares = in.readDouble();
    return moments;
  }
}
