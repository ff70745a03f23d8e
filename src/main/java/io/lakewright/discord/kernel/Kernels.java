package io.lakewright.discord.kernel;

import io.lakewright.discord.Distance;

/** Makes kernels of one kind. */
interface Kernels {
  /** In plain Java, for any JVM. */
  Kernels PLAIN =
      distance ->
          switch (distance) {
            case Z_NORMALIZED -> new PlainCorrelations();
            case EUCLIDEAN -> new PlainDistances();
          };

  /** What runs fastest in this JVM, decided once. */
  Kernels FASTEST = hasVectors() ? vector() : PLAIN;

  TileKernel of(Distance distance);

  /** Whether the JVM was started with the module that the vector kernels need. */
  static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** With the Vector API. By name: the classes are compiled after, and apart from, all others. */
  static Kernels vector() {
    try {
      return Class.forName("io.lakewright.discord.kernel.VectorKernels")
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot load the vector kernels", e);
    }
  }
}
