package io.lakewright.rates.explode;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The distinct inline providers of one oversized entry in bounded memory: beyond a number they are
 * dealt to files on local disk by hash, where repeats meet and are told, file by file.
 */
final class InlineProviders implements AutoCloseable {
  private static final int FILES = 32;

  private final int held;
  private ProviderGroupBuilder inMemory = new ProviderGroupBuilder();
  private Dealt dealt;
  private GroupFile distinct;
  private final List<Long> chunks = new ArrayList<>();

  /**
   * @param held providers that may be in memory
   */
  InlineProviders(int held) {
    this.held = held;
  }

  void add(List<ProviderGroup.Tin> tins) {
    inMemory.addAll(tins);
    if (inMemory.size() > held) {
      deal();
    }
  }

  boolean isEmpty() {
    return inMemory.size() == 0 && dealt == null && distinct == null;
  }

  /** All of them, no more than may be in memory at a time; may be asked again. */
  Iterator<Members> members() {
    if (dealt == null && distinct == null) {
      return List.of(ProviderDirectory.inline(inMemory.build())).iterator();
    }
    if (distinct == null) {
      deal();
      distinct = GroupFile.create();
      settle(dealt);
      dealt = null;
    }
    return chunks.stream()
        .map(place -> ProviderDirectory.inline(distinct.read(place).tins()))
        .iterator();
  }

  @Override
  public void close() {
    if (dealt != null) {
      dealt.close();
      dealt = null;
    }
    if (distinct != null) {
      distinct.close();
      distinct = null;
    }
    chunks.clear();
    inMemory = new ProviderGroupBuilder();
  }

  private void deal() {
    if (dealt == null) {
      dealt = new Dealt(1);
    }
    dealt.add(inMemory.build());
    inMemory = new ProviderGroupBuilder();
  }

  /** Writes the distinct providers of each file as a chunk; deals those again that are too many. */
  private void settle(Dealt from) {
    for (int i = 0; i < FILES; i++) {
      ProviderGroupBuilder builder = new ProviderGroupBuilder();
      Dealt again = null;
      for (long place : from.places.get(i)) {
        List<ProviderGroup.Tin> tins = from.files.get(i).read(place).tins();
        if (again != null) {
          again.add(tins);
          continue;
        }
        builder.addAll(tins);
        if (builder.size() > held) {
          again = new Dealt(from.seed + 1);
          again.add(builder.build());
        }
      }
      from.files.get(i).close();
      if (again != null) {
        settle(again);
      } else if (builder.size() > 0) {
        chunks.add(distinct.append(null, builder.build()));
      }
    }
  }

  private static final class Dealt {
    private final int seed;
    private final List<GroupFile> files = new ArrayList<>();
    private final List<List<Long>> places = new ArrayList<>();

    Dealt(int seed) {
      this.seed = seed;
      for (int i = 0; i < FILES; i++) {
        files.add(GroupFile.create());
        places.add(new ArrayList<>());
      }
    }

    void add(List<ProviderGroup.Tin> tins) {
      Shards shards = new Shards(FILES, seed);
      shards.add(tins);
      for (int i = 0; i < FILES; i++) {
        List<ProviderGroup.Tin> part = shards.take(i);
        if (!part.isEmpty()) {
          places.get(i).add(files.get(i).append(null, part));
        }
      }
    }

    void close() {
      files.forEach(GroupFile::close);
    }
  }
}
