package io.lakewright.sample;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes time series as CSV: {@code series,time,value}, a point every five minutes. A periodic one
 * repeats daily, lower at weekends, with noise; three anomalies are put into its second half, and
 * {@code _anomalies.csv} says where. That file's name hides it from readers of the folder.
 */
public final class SeriesSample {
  /** Points of a day. */
  public static final int PERIOD = 288;

  private static final String POINTS = "series.csv";
  private static final String ANOMALIES = "_anomalies.csv";
  private static final long START = 1_767_225_600L;
  private static final long STEP = 300;
  private static final int INJECTED = 3;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final SeriesOptions options;
  private long points;
  private long anomalies;

  public SeriesSample(SeriesOptions options) {
    this.options = options;
  }

  /** What is odd about a stretch of points. */
  private enum Kind {
    /** The day is missing: the value stays where it was. */
    FLAT,
    /** The day comes twice as fast. */
    HURRIED,
    /** The day is upside down. */
    INVERTED
  }

  private record Anomaly(long from, long to, Kind kind) {
    boolean holds(long i) {
      return i >= from && i <= to;
    }
  }

  /**
   * Writes the files, replacing those of the same names.
   *
   * @throws io.lakewright.UserException if the directory holds other files
   */
  public SeriesResult write() throws IOException {
    OutputDirectory directory = new OutputDirectory(options.output(), Set.of(POINTS, ANOMALIES));
    directory.write(
        ANOMALIES,
        out -> {
          print(out, this::anomalies);
          return null;
        });
    directory.write(
        POINTS,
        out -> {
          print(out, this::points);
          return null;
        });
    return new SeriesResult(directory.file(POINTS), points, anomalies);
  }

  private interface Lines {
    void print(PrintStream out);
  }

  private static void print(OutputStream out, Lines lines) throws IOException {
    PrintStream text =
        new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
    lines.print(text);
    text.flush();
    if (text.checkError()) {
      throw new IOException("Cannot write the series; is the disk full?");
    }
  }

  private void anomalies(PrintStream out) {
    out.print("series,kind,start_index,end_index,start_time,end_time\n");
    for (int s = 0; s < options.series(); s++) {
      for (Anomaly anomaly : of(s)) {
        out.print(name(s) + "," + anomaly.kind().name().toLowerCase(Locale.ROOT));
        out.print("," + anomaly.from() + "," + anomaly.to());
        out.print("," + time(anomaly.from()) + "," + time(anomaly.to()) + "\n");
        anomalies++;
      }
    }
  }

  /** One in each sixth of the second half, half a day long. */
  private List<Anomaly> of(int series) {
    List<Anomaly> list = new ArrayList<>();
    long sixth = options.points() / 6;
    int length = (int) Math.min(PERIOD / 2, sixth / 3);
    if (options.shape() != SeriesOptions.Shape.PERIODIC) {
      return list;
    }
    for (int k = 0; k < INJECTED; k++) {
      long hash = SampleRandom.mix(SampleRandom.mix(options.seed(), series), k);
      long from =
          sixth * (INJECTED + k) + (long) (SampleRandom.unit(hash) * Math.max(1, sixth - length));
      Kind kind = Kind.values()[(int) Math.floorMod(SampleRandom.mix(hash), 3L)];
      list.add(new Anomaly(from, from + length - 1, kind));
    }
    return list;
  }

  private void points(PrintStream out) {
    out.print("series,time,value\n");
    for (int s = 0; s < options.series(); s++) {
      series(s, out);
    }
  }

  private void series(int s, PrintStream out) {
    SampleRandom random = new SampleRandom(SampleRandom.mix(options.seed(), ~(long) s));
    List<Anomaly> odd = of(s);
    String prefix = name(s) + ",";
    double level = 40 + 20 * random.unit();
    double height = 10 + 10 * random.unit();
    double walk = level;
    for (long i = 0; i < options.points(); i++) {
      double noise = random.normal();
      boolean left = random.unit() < options.gaps();
      walk += noise;
      if (left) {
        continue;
      }
      double value =
          options.shape() == SeriesOptions.Shape.WALK
              ? walk
              : level + height * shape(i, odd) + 0.05 * height * noise;
      out.print(prefix);
      out.print(time(i));
      out.print(',');
      out.print(Math.round(value * 1e4) / 1e4);
      out.print('\n');
      points++;
    }
  }

  private static double shape(long i, List<Anomaly> odd) {
    double weekend = i / PERIOD % 7 >= 5 ? 0.8 : 1;
    for (Anomaly anomaly : odd) {
      if (anomaly.holds(i)) {
        return switch (anomaly.kind()) {
          case FLAT -> weekend * day(anomaly.from());
          case HURRIED -> weekend * day(2 * i);
          case INVERTED -> -weekend * day(i);
        };
      }
    }
    return weekend * day(i);
  }

  /** A morning and an evening peak; the sums of sines are the same on every machine. */
  private static double day(long i) {
    double angle = 2 * Math.PI * (i % PERIOD) / PERIOD;
    return StrictMath.sin(angle)
        + 0.5 * StrictMath.sin(2 * angle)
        + 0.2 * StrictMath.cos(3 * angle);
  }

  private static String name(int series) {
    return "device-" + (series + 1);
  }

  private static String time(long i) {
    return LocalDateTime.ofEpochSecond(START + STEP * i, 0, ZoneOffset.UTC).format(TIME);
  }
}
