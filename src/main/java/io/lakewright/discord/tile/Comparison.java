package io.lakewright.discord.tile;

import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.kernel.Grid;
import io.lakewright.discord.kernel.PartialProfile;
import io.lakewright.discord.kernel.TileProfiler;
import io.lakewright.discord.lookback.BoundedProfile;
import java.util.Arrays;

/** How two blocks are compared. Whatever the blocks, the bits are those of one kind in memory. */
enum Comparison {
  /** As {@link io.lakewright.discord.kernel.ExactProfile} does: fastest. */
  TILES {
    @Override
    int stride(int length) {
      return 1;
    }

    @Override
    int smallest(int length) {
      // A halo reaches into the next block only.
      return (int) Math.max(Grid.blockSize(length), Grid.powerOfTwo(length));
    }

    @Override
    PartialProfile compare(SeriesBlock queries, SeriesBlock references, TileGrid grid) {
      return new TileProfiler(grid.parameters())
          .compare(queries.values(), queries.first(), references.values(), references.first());
    }
  },

  /** As {@link BoundedProfile} does: what a series that continues day by day has. */
  LAGS {
    @Override
    int stride(int length) {
      return BoundedProfile.block(length);
    }

    @Override
    int smallest(int length) {
      return 2 * BoundedProfile.block(length);
    }

    @Override
    PartialProfile compare(SeriesBlock queries, SeriesBlock references, TileGrid grid) {
      return new BoundedProfile(grid.parameters()).compare(queries, references, grid.size());
    }
  };

  /** Starts whose recurrences begin together: on multiples of it. */
  abstract int stride(int length);

  /** The smallest size of a block. */
  abstract int smallest(int length);

  /** Compares the starts of one block with those of another. */
  abstract PartialProfile compare(SeriesBlock queries, SeriesBlock references, TileGrid grid);

  /** What is known of a series with these parameters continues bit by bit, or need not. */
  static Comparison of(ProfileParameters parameters) {
    return parameters.lookback() == ProfileParameters.UNBOUNDED ? TILES : LAGS;
  }

  /** The first values of a block. */
  static SeriesBlock cut(SeriesBlock block, int size) {
    return block.values().length == size
        ? block
        : new SeriesBlock(block.first(), Arrays.copyOf(block.values(), size));
  }
}
