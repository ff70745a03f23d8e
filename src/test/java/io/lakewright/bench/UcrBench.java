package io.lakewright.bench;

import io.lakewright.discord.Discord;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.damp.Damp;
import io.lakewright.discord.damp.DampOptions;
import io.lakewright.discord.length.LengthProposal;
import io.lakewright.discord.length.LengthRange;
import io.lakewright.discord.length.LengthSearch;
import io.lakewright.discord.length.RankedDiscord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The share of the files of an archive in the UCR/KDD-2021 order whose top discord is where the
 * label is, for several ways to find the length. One core.
 */
public final class UcrBench {
  /** How far from the labelled region a discord may be. */
  private static final int TOLERANCE = 100;

  /** Ways to the length. */
  enum Way {
    /** {@code --length auto}. */
    AUTO,
    /** The period of the autocorrelation alone. */
    PERIOD,
    /** {@code --length N}. */
    GIVEN,
    /** {@code --lengths}, from half a period to one and a half. */
    RANKED
  }

  /**
   * What was found in a file.
   *
   * @param tops the top discord each way has found; absent if none
   */
  record Outcome(UcrFile file, Map<Way, Discord> tops) {
    boolean hit(Way way) {
      Discord top = tops.get(way);
      return top != null && file.labels(middle(top), TOLERANCE);
    }

    static long middle(Discord discord) {
      return discord.start() + discord.length() / 2L;
    }
  }

  private UcrBench() {}

  /** Prints a row for each file, then the shares. */
  public static void main(String[] given) throws IOException {
    if (given.length == 0 || given[0].startsWith("--")) {
      System.err.println("Usage: bench/ucr DIR [--length 100] [--generate N --seed S]");
      System.exit(2);
    }
    Arguments arguments =
        new Arguments(
            Arrays.copyOfRange(given, 1, given.length),
            "length",
            "100",
            "generate",
            "0",
            "seed",
            "1");
    if (arguments.number("generate") > 0) {
      UcrLike.write(Path.of(given[0]), arguments.number("generate"), arguments.number("seed"));
    }
    List<Outcome> outcomes = run(Path.of(given[0]), arguments.number("length"), System.out);
    if (outcomes.isEmpty()) {
      System.err.println(given[0] + " has no files NNN_UCR_Anomaly_name_TRAINEND_BEGIN_END.txt.");
      System.exit(1);
    }
  }

  /** Runs all files of a directory, in the order of their names. */
  static List<Outcome> run(Path directory, int length, PrintStream out) throws IOException {
    List<Path> paths;
    try (Stream<Path> listed = Files.list(directory)) {
      paths = listed.filter(UcrFile::isOne).sorted().toList();
    }
    long start = System.nanoTime();
    List<Outcome> outcomes = new ArrayList<>();
    out.println("| file | points | label | auto | period | given " + length + " | ranked |");
    out.println("| --- | --- | --- | --- | --- | --- | --- |");
    for (Path path : paths) {
      Outcome outcome = search(UcrFile.read(path), length);
      outcomes.add(outcome);
      out.println(row(outcome));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(Locale.ROOT, "%n%d files in %.1f s, one core. Found:%n", paths.size(), seconds);
    for (Way way : Way.values()) {
      long hits = outcomes.stream().filter(outcome -> outcome.hit(way)).count();
      out.printf(
          Locale.ROOT,
          "  %-8s %5.1f %% (%d)%n",
          way.name().toLowerCase(Locale.ROOT),
          100.0 * hits / Math.max(1, outcomes.size()),
          hits);
    }
    return outcomes;
  }

  private static Outcome search(UcrFile file, int length) {
    Map<Way, Discord> tops = new EnumMap<>(Way.class);
    double[] values = file.values();
    int period = LengthProposal.ofPeriod(values).length();
    top(tops, Way.AUTO, file, LengthProposal.ofContrast(values, file.train()).length());
    top(tops, Way.PERIOD, file, period);
    top(tops, Way.GIVEN, file, length);
    LengthRange range = new LengthRange(Math.max(16, period / 2), Math.max(24, period * 3 / 2));
    List<RankedDiscord> ranked =
        LengthSearch.range(values, range, ProfileParameters::of, DampOptions.top(1, file.train()))
            .discords();
    if (!ranked.isEmpty()) {
      tops.put(Way.RANKED, ranked.get(0).discord());
    }
    return new Outcome(file, tops);
  }

  private static void top(Map<Way, Discord> tops, Way way, UcrFile file, int length) {
    List<Discord> found =
        Damp.of(file.values(), ProfileParameters.of(length), DampOptions.top(1, file.train()))
            .discords();
    if (!found.isEmpty()) {
      tops.put(way, found.get(0));
    }
  }

  private static String row(Outcome outcome) {
    UcrFile file = outcome.file();
    StringBuilder row =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "| %s | %,d | %d..%d |",
                file.name(),
                file.values().length,
                file.begin(),
                file.end()));
    for (Way way : Way.values()) {
      Discord top = outcome.tops().get(way);
      row.append(
          top == null
              ? " none |"
              : String.format(
                  Locale.ROOT,
                  " %s %d (m %d) |",
                  outcome.hit(way) ? "**hit**" : "miss",
                  Outcome.middle(top),
                  top.length()));
    }
    return row.toString();
  }
}
