package io.lakewright.rates.explode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Deals the providers of a large group to shards by a hash of TIN and NPI, so that whatever is the
 * same meets in one shard and can be told there.
 */
final class Shards {
  private final ProviderGroupBuilder[] shards;
  private final int seed;

  /**
   * @param seed shards of a shard need another one
   */
  Shards(int count, int seed) {
    this.shards = new ProviderGroupBuilder[count];
    this.seed = seed;
  }

  void add(List<ProviderGroup.Tin> tins) {
    for (ProviderGroup.Tin tin : tins) {
      long salt = Objects.hash(seed, tin.type(), tin.value());
      boolean[] opened = new boolean[shards.length];
      for (long npi : tin.npis()) {
        int shard = shard(npi, salt);
        if (!opened[shard]) {
          opened[shard] = true;
          if (shards[shard] == null) {
            shards[shard] = new ProviderGroupBuilder();
          }
          shards[shard].tin(tin.type(), tin.value(), tin.business());
        }
        shards[shard].npi(npi);
      }
    }
  }

  /** The providers of a shard, counted from 0; none if it is empty. */
  List<ProviderGroup.Tin> take(int shard) {
    ProviderGroupBuilder builder = shards[shard];
    shards[shard] = null;
    return builder == null ? new ArrayList<>() : builder.build();
  }

  private int shard(long npi, long salt) {
    long mixed = (npi + salt * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L;
    return (int) ((mixed >>> 33) % shards.length);
  }
}
