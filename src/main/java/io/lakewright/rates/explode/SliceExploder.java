package io.lakewright.rates.explode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.split.JsonCursor;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.Slice;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Turns slices into {@link RateBlock}s: parses their entries and resolves their providers. The rows
 * that a block stands for are not made here; the one that writes makes them last.
 *
 * <p>The pieces of one oversized entry must come one after another, providers before prices.
 */
final class SliceExploder implements Iterator<RateBlock> {
  private static final byte[] NEGOTIATED_RATES = "negotiated_rates".getBytes(UTF_8);
  private static final String SECTION = "in_network";
  private static final int HELD = 1 << 20;

  private final Iterator<Slice> slices;
  private final FileContext files;
  private final ProviderLookup providers;
  private final RateFilter filter;
  private final Notes notes;
  private final EntryParser entries;
  private final HeaderParser headers;
  private final JsonCursor itemMembers = new JsonCursor();
  private final JsonCursor elements = new JsonCursor();
  private final int held;

  private Slice slice;
  private Item item;
  private OversizedEntry oversized;
  private List<Price> prices = List.of();
  private Iterator<Members> members = Collections.emptyIterator();
  private boolean hasUnresolved;

  SliceExploder(
      Iterator<Slice> slices,
      FileContext files,
      ProviderLookup providers,
      RateFilter filter,
      AnomalyLog anomalies) {
    this(slices, files, providers, filter, anomalies, HELD);
  }

  /**
   * @param held providers of one entry that may be in memory at a time
   */
  SliceExploder(
      Iterator<Slice> slices,
      FileContext files,
      ProviderLookup providers,
      RateFilter filter,
      AnomalyLog anomalies,
      int held) {
    this.held = held;
    this.slices = slices;
    this.files = files;
    this.providers = providers;
    this.filter = filter;
    this.notes = new Notes(anomalies);
    anomalies.addAll(providers.anomalies());
    this.entries = new EntryParser(filter);
    this.headers = new HeaderParser(entries.enumerations(), entries.values());
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) context -> letGo());
    }
  }

  @Override
  public boolean hasNext() {
    while (!members.hasNext()) {
      if (slice != null && elements.nextElement()) {
        entry();
      } else if (!nextSlice()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public RateBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more rates");
    }
    return new RateBlock(item, prices, members.next());
  }

  private boolean nextSlice() {
    if (slice != null && !elements.isComplete()) {
      notes.at(slice, SECTION, elements.position(), slice.body().length);
      notes.note(Kinds.MALFORMED_JSON, "negotiated_rates does not end where it should");
    }
    slice = null;
    if (!slices.hasNext()) {
      closeOversized();
      return false;
    }
    Slice following = slices.next();
    if (oversized != null && !oversized.holds(following)) {
      closeOversized();
    }
    byte[] body = following.body();
    int[] rates = header(following, body);
    if (rates != null) {
      slice = following;
      elements.over(body, rates[0], rates[1]);
    }
    return true;
  }

  /** Reads the item's own members; gives the range of its rates, null if it has none. */
  private int[] header(Slice from, byte[] body) {
    Object[] cells = new Object[RatesTable.PROVIDER];
    Object[] file = files.header(from.file());
    System.arraycopy(file, 0, cells, 0, file.length);
    boolean first = from.part() == 0;
    notes.at(from, SECTION, 0, body.length).mute(!first);
    ItemHeader header = new ItemHeader();
    int[] rates = readMembers(body, header);
    for (byte[] late : files.lateMembers(from.file(), from.item())) {
      readMembers(late, header);
    }
    headers.item(header, cells, notes);
    if (rates == null) {
      notes.note(Kinds.MISSING_FIELD, "negotiated_rates is missing");
    }
    notes.mute(false);
    item = new Item(cells, HeaderParser.code(cells));
    return rates;
  }

  private int[] readMembers(byte[] json, ItemHeader header) {
    int[] rates = null;
    itemMembers.over(json, 0, json.length);
    while (itemMembers.nextMember()) {
      if (itemMembers.nameIs(NEGOTIATED_RATES)) {
        if (itemMembers.valueStart() == '[') {
          rates = new int[] {itemMembers.valueFrom(), itemMembers.valueTo()};
        }
      } else {
        header.put(itemMembers.name(), json, itemMembers.valueFrom(), itemMembers.valueTo());
      }
    }
    if (!itemMembers.isComplete()) {
      notes.noteAt(
          itemMembers.position(), Kinds.MALFORMED_JSON, "expected a key or the item's end");
    }
    return rates;
  }

  private void entry() {
    int from = elements.valueFrom();
    notes.at(slice, SECTION, from, elements.valueTo());
    Entry entry;
    try {
      entry = entries.parse(slice.body(), from, elements.valueTo(), notes);
    } catch (IOException malformed) {
      notes.note(Kinds.MALFORMED_JSON, "rate entry set aside: " + HeaderParser.message(malformed));
      return;
    }
    if (entry == null) {
      return;
    }
    switch (slice.kind()) {
      case ENTRY_PROVIDERS -> collect(entry);
      case ENTRY_PRICES -> priceCollected(entry);
      default -> whole(entry);
    }
  }

  private void whole(Entry entry) {
    hasUnresolved = false;
    boolean priced = entry.pricesSeen > 0 || !filter.wantsAllTypes();
    if (!priced) {
      notes.note(Kinds.MISSING_FIELD, "an entry has no negotiated_prices");
    } else if (entry.prices.isEmpty()) {
      return;
    }
    Members inline = ProviderDirectory.inline(entry.inline.build());
    Iterator<Members> all =
        new EntryProviders(
            slice.file(),
            entry.references.iterator(),
            providers,
            files,
            List.of(inline).iterator(),
            held,
            this::unresolved);
    boolean any = all.hasNext();
    if (!any && filter.wantsAllNpis() && !hasUnresolved) {
      withoutProviders();
    }
    if (priced) {
      prices = entry.prices;
      members = all;
    } else {
      all.forEachRemaining(none -> {});
    }
  }

  private void collect(Entry entry) {
    OversizedEntry collected = oversized();
    for (String id : entry.references) {
      if (files.isLarge(slice.file(), id) || providers.members(slice.file(), id, 0) != null) {
        collected.refer(id);
      } else {
        collected.hasUnresolved();
        unresolved(id);
      }
    }
    collected.add(entry.inline);
  }

  private void priceCollected(Entry entry) {
    OversizedEntry collected = oversized();
    if (entry.pricesSeen > 0) {
      collected.priced();
    }
    if (entry.prices.isEmpty()) {
      return;
    }
    prices = entry.prices;
    members =
        new EntryProviders(
            slice.file(),
            collected.references(),
            providers,
            files,
            collected.inline(),
            held,
            this::unresolved);
  }

  private OversizedEntry oversized() {
    if (oversized == null) {
      oversized = new OversizedEntry(slice, held);
    }
    return oversized;
  }

  /** Notes what the entry that came in pieces lacks. */
  private void closeOversized() {
    if (oversized == null) {
      return;
    }
    Slice first = oversized.first();
    notes.at(first, SECTION, 0, first.body().length);
    if (!oversized.isPriced() && filter.wantsAllTypes()) {
      notes.note(Kinds.MISSING_FIELD, "an entry has no negotiated_prices");
    }
    if (oversized.isWithoutProviders() && filter.wantsAllNpis()) {
      withoutProviders();
    }
    letGo();
  }

  private void letGo() {
    if (oversized != null) {
      oversized.close();
      oversized = null;
    }
  }

  private void unresolved(String id) {
    hasUnresolved = true;
    notes.note(Kinds.UNRESOLVED_PROVIDER_GROUP, "provider group " + id + " is not known");
  }

  private void withoutProviders() {
    notes.note(Kinds.ENTRY_WITHOUT_PROVIDERS, "a rate entry names no provider");
  }
}
