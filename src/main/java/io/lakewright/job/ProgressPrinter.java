package io.lakewright.job;

import io.lakewright.job.Progress.Unit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Prints how far a phase is: in place on a terminal, else a line now and then so that logs stay
 * short.
 */
final class ProgressPrinter implements AutoCloseable {
  private static final long TERMINAL_MILLIS = 1_000;
  private static final long LOG_MILLIS = 5_000;

  /** A phase shorter than this says nothing at its end. */
  private static final long SHORT_MILLIS = 3_000;

  /** Set by the launcher: the width of the terminal. */
  private static final String COLUMNS = "lakewright.columns";

  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 20;

  private final RunConsole console;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final List<Counter> counters = new ArrayList<>();
  private String phase;
  private long phaseStart;
  private boolean lineOpen;

  private ProgressPrinter(RunConsole console, Clock clock) {
    this.console = console;
    this.clock = clock;
    if (console == null) {
      timer = null;
      return;
    }
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    long period = console.terminal() ? TERMINAL_MILLIS : LOG_MILLIS;
    var unused = timer.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  static ProgressPrinter silent() {
    return new ProgressPrinter(null, null);
  }

  static ProgressPrinter on(RunConsole console, Clock clock) {
    return new ProgressPrinter(console, clock);
  }

  synchronized void phase(String description) {
    if (console == null) {
      return;
    }
    endPhase();
    counters.clear();
    phase = description;
    phaseStart = clock.millis();
    print(description + " …", false);
  }

  synchronized void add(Counter counter) {
    counters.add(counter);
  }

  synchronized void tick() {
    if (phase != null && !counters.isEmpty()) {
      print(line(), false);
    }
  }

  private void endPhase() {
    if (phase != null && (lineOpen || clock.millis() - phaseStart >= SHORT_MILLIS)) {
      print(counters.isEmpty() ? phase + ": done" : line(), true);
    }
    phase = null;
  }

  private void print(String line, boolean last) {
    if (console.terminal()) {
      console.err().print("\r\u001b[K" + cut(line) + (last ? System.lineSeparator() : ""));
      lineOpen = !last;
    } else {
      console.err().println(line);
    }
    console.err().flush();
  }

  /** A line that wraps cannot be rewritten in place. */
  private static String cut(String line) {
    int given = Integer.getInteger(COLUMNS, DEFAULT_COLUMNS);
    // Some terminals do not know their width and say 0.
    int columns = given < MIN_COLUMNS ? DEFAULT_COLUMNS : given;
    return line.length() < columns ? line : line.substring(0, columns - 2) + "…";
  }

  /** Such as "Splitting 3 files: read 12.3 GB of 42 GB (29%), 512 MB/s, 58 s left". */
  String line() {
    double seconds = Math.max(0.001, (clock.millis() - phaseStart) / 1000.0);
    List<String> parts = new ArrayList<>();
    for (Counter counter : counters) {
      // What does not always happen is told once it does.
      if (parts.isEmpty() || counter.value().getAsLong() > 0) {
        parts.add(part(counter, seconds));
      }
    }
    return phase + ": " + String.join("; ", parts) + ", " + Human.seconds(seconds);
  }

  private static String part(Counter counter, double seconds) {
    long value = counter.value().getAsLong();
    double rate = value / seconds;
    StringBuilder text = new StringBuilder(counter.label()).append(' ');
    text.append(amount(counter.unit(), value));
    if (counter.total() > 0) {
      text.append(" of ").append(amount(counter.unit(), counter.total()));
      text.append(" (").append(Math.min(100, 100 * value / counter.total())).append("%)");
    }
    text.append(", ").append(amount(counter.unit(), Math.round(rate))).append("/s");
    if (counter.total() > value && rate > 0) {
      text.append(", ").append(Human.seconds((counter.total() - value) / rate)).append(" left");
    }
    return text.toString();
  }

  private static String amount(Unit unit, long value) {
    return unit == Unit.BYTES ? Human.bytes(value) : Human.count(value);
  }

  @Override
  public void close() {
    if (console == null) {
      return;
    }
    timer.shutdownNow();
    synchronized (this) {
      endPhase();
    }
  }
}
