package io.lakewright.maintain;

import io.lakewright.maintain.UpkeepScript.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Whatever is written, in whatever order it is kept up, and however S3 fails meanwhile: every row
 * of every retained snapshot is there, and whatever was retired is marked. {@code
 * -Dlakewright.laws=50} runs as many further sequences.
 */
class UpkeepLawTest {
  private static final int LENGTH = 6;

  @Property(tries = 2, seed = "7", shrinking = ShrinkingMode.OFF)
  void rowsOfRetainedSnapshotsStayAndRetiredObjectsAreMarked(
      @ForAll("sequences") List<Action> actions, @ForAll boolean mergeOnRead, @ForAll int seed) {
    run(actions, mergeOnRead, seed);
  }

  @Test
  void theSameForManyMoreSequences() {
    int sequences = Integer.getInteger("lakewright.laws", 0);
    Assumptions.assumeTrue(sequences > 0, "only with -Dlakewright.laws=<number of sequences>");
    List<Action> all = List.of(Action.values());
    Random random = new Random(Long.getLong("lakewright.laws.seed", 1));
    for (int i = 0; i < sequences; i++) {
      List<Action> actions = new ArrayList<>();
      for (int j = 0; j < LENGTH + 5; j++) {
        actions.add(all.get(random.nextInt(all.size())));
      }
      run(actions, random.nextBoolean(), random.nextInt());
    }
  }

  private static void run(List<Action> actions, boolean mergeOnRead, int seed) {
    String what = actions + ", merge on read: " + mergeOnRead + ", seed: " + seed;
    try (UpkeepScript script = new UpkeepScript(mergeOnRead)) {
      for (int i = 0; i < actions.size(); i++) {
        script.apply(actions.get(i), (long) seed + i);
      }
      script.checkRows();
      script.checkTags();
      script.checkRows();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }

  @Provide
  Arbitrary<List<Action>> sequences() {
    return Arbitraries.of(Action.class).list().ofSize(LENGTH);
  }
}
