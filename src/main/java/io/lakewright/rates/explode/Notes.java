package io.lakewright.rates.explode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lakewright.job.Anomaly;
import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.split.Slice;

/** Notes anomalies at the place that is being read. */
final class Notes {
  private final AnomalyLog log;
  private String file;
  private String section;
  private Long ordinal;
  private Slice slice;
  private byte[] text = {};
  private int from;
  private int to;
  private boolean muted;

  Notes(AnomalyLog log) {
    this.log = log;
  }

  /** What follows is about the bytes [from, to) of a slice. */
  Notes at(Slice at, String inSection, int start, int end) {
    return at(at, inSection, at.item(), start, end);
  }

  /** The same, for the element of the section at {@code position}. */
  Notes at(Slice at, String inSection, long position, int start, int end) {
    slice = at;
    file = at.file();
    section = inSection;
    ordinal = position;
    text = at.body();
    from = start;
    to = end;
    return this;
  }

  /** What follows is about a text that stands outside the file, such as a fetched one. */
  Notes about(String inFile, String inSection, byte[] outside) {
    slice = null;
    file = inFile;
    section = inSection;
    ordinal = null;
    text = outside;
    from = 0;
    to = outside.length;
    return this;
  }

  /** While muted nothing is noted: what is read was read before. */
  void mute(boolean on) {
    muted = on;
  }

  void note(String kind, String detail) {
    noteAt(0, kind, detail);
  }

  /** Notes something at a place within the text, counted from its start. */
  void noteAt(long within, String kind, String detail) {
    if (!muted) {
      log.add(file, section, ordinal, offset(from + within), kind, detail, this::raw);
    }
  }

  private Long offset(long index) {
    return slice == null ? null : slice.fileOffset(index);
  }

  private String raw() {
    int length = Math.min(to - from, Anomaly.MAX_RAW);
    return new String(text, from, length, UTF_8);
  }
}
