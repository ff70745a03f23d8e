package io.lakewright.rates.explode;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * The distinct providers of one rate entry, a bounded number at a time: those of the groups it
 * refers to, then its inline ones.
 */
final class EntryProviders implements Iterator<Members> {
  private final String file;
  private final Iterator<String> references;
  private final ProviderLookup lookup;
  private final FileContext files;
  private final Iterator<Members> inline;
  private final int held;
  private final Consumer<String> unresolved;

  private String id;
  private int shard;
  private Members next;

  /**
   * @param references ids of groups, each once
   * @param inline distinct providers given inline
   * @param held providers to be given at a time; a group or a part of one is given whole
   * @param unresolved is told of ids that are not defined
   */
  EntryProviders(
      String file,
      Iterator<String> references,
      ProviderLookup lookup,
      FileContext files,
      Iterator<Members> inline,
      int held,
      Consumer<String> unresolved) {
    this.file = file;
    this.references = references;
    this.lookup = lookup;
    this.files = files;
    this.inline = inline;
    this.held = held;
    this.unresolved = unresolved;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      Members all = new Members();
      while (all.size() < held && addNext(all)) {
        // One group after another.
      }
      next = all.isEmpty() ? null : all;
    }
    return next != null;
  }

  @Override
  public Members next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more providers");
    }
    Members members = next;
    next = null;
    return members;
  }

  private boolean addNext(Members all) {
    if (id != null) {
      addShard(all);
      return true;
    }
    if (references.hasNext()) {
      String reference = references.next();
      if (files.isLarge(file, reference)) {
        id = reference;
        shard = 1;
        return true;
      }
      Members group = lookup.members(file, reference, 0);
      if (group == null) {
        unresolved.accept(reference);
      } else {
        all.addAll(group);
      }
      return true;
    }
    if (inline.hasNext()) {
      all.addAll(inline.next());
      return true;
    }
    return false;
  }

  private void addShard(Members all) {
    Members members = lookup.members(file, id, shard);
    if (members != null) {
      all.addAll(members);
    }
    if (++shard > ProviderGroup.SHARDS) {
      id = null;
    }
  }
}
