package io.lakewright.testkit.mrf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A random machine-readable file.
 *
 * @param seed what it was made from
 * @param quirks likewise
 * @param bytes the file
 * @param remotes the files it refers to, by their paths; what is referred to and not here is meant
 *     to be absent
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
public record MrfFile(long seed, Set<Quirk> quirks, byte[] bytes, Map<String, byte[]> remotes) {
  /**
   * The same seed, quirks and base give the same file.
   *
   * @param items number of items
   * @param base where the remote files are to be found, such as {@code "http://localhost:80"}
   */
  public static MrfFile generate(long seed, int items, Set<Quirk> quirks, String base) {
    return new MrfGenerator(new Random(seed), quirks, base + "/" + Long.toHexString(seed))
        .file(seed, items);
  }

  /** A file with each quirk as likely as not to be in it, or with one in a few. */
  public static MrfFile random(long seed, String base) {
    Random random = new Random(seed);
    int rarity = 1 + random.nextInt(6);
    Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    for (Quirk quirk : Quirk.values()) {
      if (random.nextInt(rarity + 1) == 0) {
        quirks.add(quirk);
      }
    }
    return generate(seed, 1 + random.nextInt(5), quirks, base);
  }

  @Override
  public String toString() {
    return "seed " + seed + ", quirks " + quirks + ":\n" + new String(bytes, UTF_8);
  }
}
