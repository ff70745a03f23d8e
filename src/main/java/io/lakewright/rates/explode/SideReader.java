package io.lakewright.rates.explode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.job.Anomaly;
import io.lakewright.rates.split.FileTotals;
import io.lakewright.rates.split.GroupIds;
import io.lakewright.rates.split.JsonCursor;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.Slice;
import io.lakewright.source.ContentId;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Reads the slices that are about files. Gives each {@link ProviderGroup}, in shards if it comes in
 * parts, each {@link RemoteReference}, and at the end one {@link FileFacts}.
 */
final class SideReader implements Iterator<Serializable> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECTION = "provider_references";

  private final Iterator<Slice> slices;
  private final FileFacts facts = new FileFacts();
  private final Notes notes = new Notes(facts.anomalies());
  private final EntryParser entries;
  private final HeaderParser headers;
  private final JsonCursor elements = new JsonCursor();

  private Slice providers;
  private long ordinal;
  private final Queue<Serializable> ready = new ArrayDeque<>();
  private boolean done;

  SideReader(Iterator<Slice> slices, RateFilter filter) {
    this.slices = slices;
    this.entries = new EntryParser(filter);
    this.headers = new HeaderParser(entries.enumerations(), entries.values());
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !done) {
      if (providers != null && elements.nextElement()) {
        reference();
      } else if (slices.hasNext()) {
        read(slices.next());
      } else {
        ready.add(facts);
        done = true;
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Serializable next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more facts about files");
    }
    return ready.remove();
  }

  private void read(Slice slice) {
    providers = null;
    byte[] body = slice.body();
    try {
      switch (slice.kind()) {
        case PROVIDERS -> {
          providers = slice;
          ordinal = slice.item();
          elements.over(body, 0, body.length);
        }
        case FILE_HEADER -> facts.context().addHeader(slice.file(), headers.file(slice, notes));
        case ITEM_HEADER -> facts.context().addLateMembers(slice.file(), slice.item(), body);
        case ANOMALY -> facts.anomalies().add(JSON.readValue(body, Anomaly.class));
        case FILE_END -> facts.totals().put(slice.file(), JSON.readValue(body, FileTotals.class));
        case CONTENT -> facts.contents().put(slice.file(), JSON.readValue(body, ContentId.class));
        default -> throw new IllegalArgumentException("Not about a file: " + slice);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a slice that split wrote: " + slice, e);
    }
  }

  private void reference() {
    long position = ordinal++;
    notes.at(providers, SECTION, position, elements.valueFrom(), elements.valueTo());
    byte[] body = providers.body();
    int from = elements.valueFrom();
    String id = null;
    String[] networks = null;
    String location = null;
    boolean hasGroups = false;
    ProviderGroupBuilder groups = new ProviderGroupBuilder();
    try (JsonParser parser = Json.FACTORY.createParser(body, from, elements.valueTo() - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        notes.note(Kinds.UNEXPECTED_VALUE, "a provider reference is not an object");
        return;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "provider_group_id" -> id = GroupIds.normalise(Json.text(parser));
          case "network_name" -> networks = Json.texts(parser);
          case "location" -> location = Json.text(parser);
          case "provider_groups" -> {
            hasGroups |= parser.currentToken() == JsonToken.START_ARRAY;
            entries.groups().groups(parser, groups, notes);
          }
          default -> parser.skipChildren();
        }
      }
    } catch (IOException malformed) {
      notes.note(
          Kinds.MALFORMED_JSON, "provider reference set aside: " + HeaderParser.message(malformed));
      return;
    }
    if (id == null) {
      notes.note(Kinds.MISSING_FIELD, "provider_group_id is missing");
      return;
    }
    int part = providers.part();
    long at = ProviderGroup.position(position, part);
    if (!hasGroups && location != null && !location.isBlank()) {
      facts.countRemote();
      ready.add(new RemoteReference(providers.file(), id, at, networks, location.strip()));
      return;
    }
    if (!hasGroups) {
      notes.note(Kinds.MISSING_FIELD, "a provider reference has no provider_groups");
    }
    GroupKey key = new GroupKey(providers.file(), id, 0);
    ProviderGroup group = new ProviderGroup(key, at, networks, groups.build());
    facts.count(group, part <= 1);
    if (part == 0) {
      ready.add(group);
    } else {
      facts.context().addLarge(providers.file(), id);
      ready.addAll(group.shards());
    }
  }
}
