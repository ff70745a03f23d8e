package io.lakewright.rates.explode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.split.JsonCursor;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.Slice;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Turns slices into {@link RateBlock}s: parses their entries and resolves their providers. The rows
 * that a block stands for are not made here; the one that writes makes them last.
 *
 * <p>The pieces of one oversized entry must come one after another, providers before prices.
 */
final class SliceExploder implements Iterator<RateBlock> {
  private static final byte[] NEGOTIATED_RATES = "negotiated_rates".getBytes(UTF_8);
  private static final String SECTION = "in_network";

  private final Iterator<Slice> slices;
  private final FileContext files;
  private final ProviderLookup providers;
  private final RateFilter filter;
  private final Notes notes;
  private final EntryParser entries;
  private final HeaderParser headers;
  private final JsonCursor members = new JsonCursor();
  private final JsonCursor elements = new JsonCursor();
  private final OversizedEntry oversized;

  private Slice slice;
  private Item item;
  private RateBlock next;
  private boolean hasUnresolved;

  SliceExploder(
      Iterator<Slice> slices,
      FileContext files,
      ProviderLookup providers,
      RateFilter filter,
      AnomalyLog anomalies) {
    this.slices = slices;
    this.files = files;
    this.providers = providers;
    this.filter = filter;
    this.notes = new Notes(anomalies);
    anomalies.addAll(providers.anomalies());
    this.entries = new EntryParser(filter);
    this.headers = new HeaderParser(entries.enumerations(), entries.values());
    this.oversized = new OversizedEntry(notes);
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      if (slice != null && elements.nextElement()) {
        next = block();
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
    RateBlock block = next;
    next = null;
    return block;
  }

  private boolean nextSlice() {
    if (slice != null && !elements.isComplete()) {
      notes.at(slice, SECTION, elements.position(), slice.body().length);
      notes.note(Kinds.MALFORMED_JSON, "negotiated_rates does not end where it should");
    }
    slice = null;
    if (!slices.hasNext()) {
      oversized.close();
      return false;
    }
    Slice following = slices.next();
    oversized.moveTo(following);
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
    notes.at(from, SECTION, 0, body.length);
    int[] rates = readMembers(body, cells);
    for (byte[] late : files.lateMembers(from.file(), from.item())) {
      readMembers(late, cells);
    }
    if (from.entry() == 0 && from.part() == 0) {
      headers.requireItem(cells, notes);
      if (rates == null) {
        notes.note(Kinds.MISSING_FIELD, "negotiated_rates is missing");
      }
    }
    item = new Item(cells, HeaderParser.code(cells));
    return rates;
  }

  private int[] readMembers(byte[] json, Object[] cells) {
    int[] rates = null;
    members.over(json, 0, json.length);
    while (members.nextMember()) {
      if (members.nameIs(NEGOTIATED_RATES)) {
        if (members.valueStart() == '[') {
          rates = new int[] {members.valueFrom(), members.valueTo()};
        }
        continue;
      }
      try {
        headers.itemCell(
            members.name(), json, members.valueFrom(), members.valueTo(), cells, notes);
      } catch (IOException malformed) {
        notes.noteAt(members.valueFrom(), Kinds.MALFORMED_JSON, HeaderParser.message(malformed));
      }
    }
    if (!members.isComplete()) {
      notes.noteAt(members.position(), Kinds.MALFORMED_JSON, "expected a key or the item's end");
    }
    return rates;
  }

  private RateBlock block() {
    int from = elements.valueFrom();
    notes.at(slice, SECTION, from, elements.valueTo());
    Entry entry;
    try {
      entry = entries.parse(slice.body(), from, elements.valueTo(), notes);
    } catch (IOException malformed) {
      notes.note(Kinds.MALFORMED_JSON, "rate entry set aside: " + HeaderParser.message(malformed));
      return null;
    }
    return switch (slice.kind()) {
      case ENTRY_PROVIDERS -> {
        Members resolved = resolve(entry);
        oversized.addProviders(resolved, hasUnresolved, entry);
        yield null;
      }
      case ENTRY_PRICES -> {
        Members known = oversized.providersForPrices(filter.wantsAllNpis());
        yield known.isEmpty() || entry.prices.isEmpty()
            ? null
            : new RateBlock(item, entry.prices, known);
      }
      default -> whole(entry);
    };
  }

  private RateBlock whole(Entry entry) {
    if (entry.pricesSeen == 0) {
      notes.note(Kinds.MISSING_FIELD, "an entry has no negotiated_prices");
      return null;
    }
    Members all = resolve(entry);
    all.addAll(ProviderDirectory.resolve(null, null, entry.inline.build()));
    if (all.isEmpty() && filter.wantsAllNpis() && !hasUnresolved) {
      notes.note(Kinds.ENTRY_WITHOUT_PROVIDERS, "a rate entry names no provider");
    }
    return all.isEmpty() || entry.prices.isEmpty() ? null : new RateBlock(item, entry.prices, all);
  }

  /** The providers of the entry's references; what is not defined is noted. */
  private Members resolve(Entry entry) {
    Members all = new Members();
    hasUnresolved = false;
    for (String id : entry.references) {
      Members group = providers.members(slice.file(), id);
      if (group == null) {
        hasUnresolved = true;
        notes.note(Kinds.UNRESOLVED_PROVIDER_GROUP, "provider group " + id + " is not known");
        continue;
      }
      all.addAll(group);
    }
    return all;
  }
}
