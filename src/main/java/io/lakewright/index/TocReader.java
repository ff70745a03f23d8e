package io.lakewright.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.lakewright.job.Anomaly;
import io.lakewright.source.DocumentException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads one table of contents from front to back, in memory that depends neither on its size nor on
 * that of a reporting structure. What is wrong with it is noted; what can be read is given.
 */
final class TocReader implements Closeable {
  private static final String STRUCTURES_SECTION = "reporting_structure";

  /** Where the reader is; each but the first lies within the one before or the structure. */
  private enum Scope {
    OUTSIDE,
    ROOT,
    STRUCTURES,
    STRUCTURE,
    PLANS,
    IN_NETWORK_FILES,
    ALLOWED_AMOUNT_FILES,
    END
  }

  private final TocJson json;
  private final TocAnomalies anomalies;
  private final TocItems items;
  private final TocHeader header;
  private Scope scope = Scope.OUTSIDE;
  private boolean structuresInList;
  private boolean sawStructures;
  private boolean broken;
  private long structures;
  private long plans;
  private long files;

  TocReader(InputStream in, String sourceFile) {
    anomalies = new TocAnomalies(sourceFile);
    json = new TocJson(in, anomalies);
    items = new TocItems(json, anomalies);
    header = new TocHeader(json, anomalies);
  }

  /** What is wrong, complete after the last event. */
  List<Anomaly> anomalies() {
    return anomalies.log().anomalies();
  }

  /**
   * The next event.
   *
   * @return null after the {@link TocEvent.Header}
   * @throws IOException if the storage fails
   */
  TocEvent next() throws IOException {
    if (scope == Scope.END) {
      return null;
    }
    try {
      while (!broken) {
        TocEvent event = step(json.next());
        if (event != null) {
          return event;
        }
        if (scope == Scope.END) {
          return last();
        }
      }
    } catch (JsonEOFException e) {
      broken(TocAnomalies.TRUNCATED, "the file ends within the JSON");
    } catch (JsonProcessingException e) {
      broken(TocAnomalies.MALFORMED_JSON, e.getOriginalMessage());
    } catch (DocumentException e) {
      broken(TocAnomalies.DAMAGED_FILE, e.getMessage());
    }
    return insideStructure() ? endOfStructure(Scope.ROOT) : last();
  }

  /** The file cannot be read further than here: an open structure ends, then the file. */
  private void broken(String kind, String detail) {
    broken = true;
    long structure = insideStructure() ? structures : -1;
    anomalies.add(
        kind, insideStructure() ? STRUCTURES_SECTION : null, structure, json.position(), detail);
  }

  private boolean insideStructure() {
    return scope.compareTo(Scope.STRUCTURE) >= 0 && scope != Scope.END;
  }

  private TocEvent step(JsonToken token) throws IOException {
    return switch (scope) {
      case OUTSIDE -> outside(token);
      case ROOT -> root(token);
      case STRUCTURES -> structures(token);
      case STRUCTURE -> structure(token);
      case PLANS -> token == JsonToken.END_ARRAY ? leaveList() : plan(token);
      case IN_NETWORK_FILES ->
          token == JsonToken.END_ARRAY ? leaveList() : file(token, FileKind.IN_NETWORK);
      case ALLOWED_AMOUNT_FILES ->
          token == JsonToken.END_ARRAY ? leaveList() : file(token, FileKind.ALLOWED_AMOUNT);
      case END -> null;
    };
  }

  private TocEvent outside(JsonToken token) throws IOException {
    if (token == null) {
      scope = Scope.END;
    } else if (token == JsonToken.START_OBJECT) {
      scope = Scope.ROOT;
    } else {
      json.unexpected("the file does not hold a JSON object", null, -1);
    }
    return null;
  }

  private TocEvent root(JsonToken token) throws IOException {
    if (token == JsonToken.END_OBJECT) {
      scope = Scope.OUTSIDE;
      return null;
    }
    String name = json.name();
    JsonToken value = json.next();
    if (name.equals(STRUCTURES_SECTION)) {
      sawStructures = true;
      structuresInList = value == JsonToken.START_ARRAY;
      if (structuresInList) {
        scope = Scope.STRUCTURES;
      } else {
        beginStructure(value);
      }
    } else if (name.equals("in_network") || name.equals("out_of_network")) {
      // Such a file can be huge; there is nothing in it to look for.
      scope = Scope.END;
      notATableOfContents("it has " + name + ": these are rates; see flatten");
    } else {
      header.field(name);
    }
    return null;
  }

  private TocEvent structures(JsonToken token) throws IOException {
    if (token == JsonToken.END_ARRAY) {
      scope = Scope.ROOT;
    } else {
      beginStructure(token);
    }
    return null;
  }

  private void beginStructure(JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      json.unexpected("a reporting structure is not an object", STRUCTURES_SECTION, structures);
      return;
    }
    scope = Scope.STRUCTURE;
    plans = 0;
    files = 0;
  }

  private TocEvent structure(JsonToken token) throws IOException {
    if (token == JsonToken.END_OBJECT) {
      if (plans == 0) {
        without(TocAnomalies.STRUCTURE_WITHOUT_PLANS, "no plan is listed");
      }
      if (files == 0) {
        without(TocAnomalies.STRUCTURE_WITHOUT_FILES, "no file is listed that can be had");
      }
      return endOfStructure(structuresInList ? Scope.STRUCTURES : Scope.ROOT);
    }
    String name = json.name();
    JsonToken value = json.next();
    return switch (name) {
      case "reporting_plans" -> value == JsonToken.START_ARRAY ? enter(Scope.PLANS) : plan(value);
      case "in_network_files" ->
          value == JsonToken.START_ARRAY
              ? enter(Scope.IN_NETWORK_FILES)
              : file(value, FileKind.IN_NETWORK);
      case "allowed_amount_file", "allowed_amount_files" ->
          value == JsonToken.START_ARRAY
              ? enter(Scope.ALLOWED_AMOUNT_FILES)
              : file(value, FileKind.ALLOWED_AMOUNT);
      default -> {
        json.skip();
        yield null;
      }
    };
  }

  private TocEvent enter(Scope list) {
    scope = list;
    return null;
  }

  private TocEvent leaveList() {
    scope = Scope.STRUCTURE;
    return null;
  }

  private TocEvent plan(JsonToken token) throws IOException {
    TocEvent plan = items.plan(token, structures);
    plans += plan == null ? 0 : 1;
    return plan;
  }

  private TocEvent file(JsonToken token, FileKind kind) throws IOException {
    TocEvent file = items.file(token, structures, kind);
    files += file == null ? 0 : 1;
    return file;
  }

  private void without(String kind, String detail) {
    anomalies.add(kind, STRUCTURES_SECTION, structures, json.offset(), detail);
  }

  private TocEvent endOfStructure(Scope next) {
    scope = next;
    return new TocEvent.StructureEnd(structures++, plans);
  }

  private TocEvent last() {
    scope = Scope.END;
    if (!sawStructures && !broken && anomalies.log().isEmpty()) {
      notATableOfContents("it has no reporting_structure");
    }
    return header.event(structures);
  }

  private void notATableOfContents(String why) {
    anomalies.add(TocAnomalies.NOT_A_TABLE_OF_CONTENTS, null, -1, json.offset(), why);
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
