package io.lakewright.discord.kernel;

import io.lakewright.discord.Distance;

/** Kernels that need the module {@code jdk.incubator.vector}. */
final class VectorKernels implements Kernels {
  VectorKernels() {}

  @Override
  public TileKernel of(Distance distance) {
    return switch (distance) {
      case Z_NORMALIZED -> new VectorCorrelations();
      case EUCLIDEAN -> new VectorDistances();
    };
  }
}
