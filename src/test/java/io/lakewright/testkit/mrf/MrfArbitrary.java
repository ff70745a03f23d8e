package io.lakewright.testkit.mrf;

import java.util.Arrays;
import java.util.EnumSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random files for jqwik; a failing one shrinks to fewer items and to the quirks it takes. */
public final class MrfArbitrary {
  private MrfArbitrary() {}

  /**
   * Files with any quirks.
   *
   * @param base where their remote files are to be found
   * @param without quirks that none has
   */
  public static Arbitrary<MrfFile> files(String base, Quirk... without) {
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.integers().between(1, 6),
            Arbitraries.of(Quirk.class).set())
        .as(
            (seed, items, quirks) -> {
              EnumSet<Quirk> chosen = EnumSet.noneOf(Quirk.class);
              chosen.addAll(quirks);
              chosen.removeAll(Arrays.asList(without));
              return MrfFile.generate(seed, items, chosen, base);
            });
  }
}
