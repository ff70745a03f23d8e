package io.lakewright.rates.split;

import io.lakewright.rates.split.ByteWindow.End;
import java.util.Set;

/**
 * Cuts a provider reference that is too large to be held: it becomes several references with the
 * same id and the same position, their parts numbered from 1.
 */
final class ReferenceWalk extends ObjectWalk {
  private static final Set<String> HEADER = Set.of("provider_group_id", "network_name", "location");
  private static final byte[] GROUPS = Names.bytes("\"provider_groups\":[");
  private static final byte[] AFTER = Names.bytes("]}]");

  private final RateSieve sieve;
  private final long offset;
  private GroupWalk group;
  private int parts;
  private boolean hasGroups;
  private boolean hasId;
  private int changes;

  ReferenceWalk(SplitScan scan, long ordinal, RateSieve sieve) {
    super(scan, Names.PROVIDER_REFERENCES_SECTION, ordinal, Names.PROVIDER_GROUPS);
    this.sieve = sieve;
    this.offset = scan.window.offset(scan.window.position);
  }

  @Override
  boolean isHeader(byte[] name) {
    String text = Names.text(name);
    hasId |= text.equals("provider_group_id");
    return HEADER.contains(text);
  }

  @Override
  boolean canCut() {
    return hasId;
  }

  @Override
  void step() {
    if (group == null) {
      super.step();
      return;
    }
    group.step();
    if (group.isDone()) {
      group = null;
    }
  }

  @Override
  void salvage() {
    if (group != null) {
      group.salvage();
      group = null;
    }
    super.salvage();
  }

  @Override
  void element() {
    hasGroups = true;
    End end = scan.element(0, scan.limits.groupBytes());
    if (end == End.CLOSED) {
      if (scan.window.position == scan.elementStart()) {
        throw scan.malformed(section, ordinal, "expected a value");
      }
      if (!sieve.wantsGroup(scan.window.bytes, scan.elementStart(), scan.window.position)) {
        scan.rejectElement();
        flush();
      } else if (scan.regionIsFull()) {
        flush();
      }
      return;
    }
    int start = scan.elementStart();
    if (end == End.TOO_LONG && scan.window.bytes[start] == '{') {
      flush();
      scan.window.position = start;
      group = new GroupWalk(scan, section, ordinal, sieve, new Parts());
      return;
    }
    scan.setAside(end, section, ordinal, scan.limits.groupBytes());
    flush();
    scan.abandon(end);
  }

  @Override
  void flush() {
    if (scan.hasRegion()) {
      byte[] before = before();
      long at = scan.regionOffset();
      emit(scan.takeRegion(before, AFTER), before.length, at, ++parts);
    }
    scan.dropRegion();
  }

  /** What came behind the groups, or all there is if no part was wanted. */
  @Override
  void end() {
    noteWanted();
    if (parts == 0 && !hasGroups) {
      byte[] body = Names.bytes("[" + Names.text(header.toObject()) + "]");
      emit(body, body.length, offset, 0);
    } else if (parts == 0 || header.changes() > changes) {
      byte[] body = Names.bytes(Names.text(before()) + Names.text(AFTER));
      emit(body, body.length, offset, parts == 0 ? 0 : ++parts);
    }
  }

  private void noteWanted() {
    byte[] json = header.toObject();
    JsonCursor members = new JsonCursor().over(json, 0, json.length);
    while (members.nextMember()) {
      if (members.nameIs(Names.PROVIDER_GROUP_ID)) {
        sieve.unwanted().seen(json, members.valueFrom(), members.valueTo(), true);
      }
    }
  }

  private byte[] before() {
    changes = header.changes();
    return Names.bytes("[" + Names.text(header.followedBy(GROUPS)));
  }

  private void emit(byte[] body, int prefix, long at, int part) {
    scan.emitPart(Slice.Kind.PROVIDERS, ordinal, part, at, prefix, body);
  }

  private final class Parts implements GroupWalk.Pieces {
    @Override
    public byte[] before() {
      return ReferenceWalk.this.before();
    }

    @Override
    public byte[] after() {
      return AFTER;
    }

    @Override
    public void emit(byte[] body, int prefix, long at) {
      ReferenceWalk.this.emit(body, prefix, at, ++parts);
    }
  }
}
