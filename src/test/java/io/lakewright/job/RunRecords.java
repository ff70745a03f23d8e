package io.lakewright.job;

import io.lakewright.session.Versions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records for tests of reports. */
public final class RunRecords {
  /** A result with everything in it, nasty texts included. */
  public record Result(boolean checkFailed) implements JobResult {
    @Override
    public String headline() {
      return "2 rates from <b>1</b> file";
    }

    @Override
    public Map<String, Long> counts() {
      Map<String, Long> counts = new LinkedHashMap<>();
      counts.put("rates", 2L);
      counts.put("input_bytes", 12_345L);
      return counts;
    }

    @Override
    public List<Output> outputs() {
      return List.of(new Output("rates", "out/\"rates\"", "parquet", 2, 500, 1));
    }

    @Override
    public List<AnomalyCount> anomalies() {
      return List.of(
          new AnomalyCount(
              "a&b.json",
              "invalid-npi",
              3,
              "not <10> digits",
              "<script>alert('x')</script>\u0007"));
    }

    @Override
    public List<Breakdown> breakdowns() {
      return List.of(
          new Breakdown(
              "Rates by code",
              "rates",
              List.of(new Breakdown.Bar("<99213>", 10), new Breakdown.Bar("99214", 2.5))));
    }

    @Override
    public List<String> hints() {
      return List.of("./lakewright sql \"SELECT * FROM rates WHERE npi < 5\"");
    }
  }

  private RunRecords() {}

  /** A run that went well. */
  public static RunRecord done(String report) {
    return record(RunStatus.DONE, new Result(false), null, report);
  }

  /** A run that did not. */
  public static RunRecord failed(String report, Throwable cause) {
    return record(RunStatus.FAILED, null, Failure.of(cause), report);
  }

  private static RunRecord record(
      RunStatus status, JobResult result, Failure failure, String report) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("input", List.of("a", "b<c>"));
    options.put("buckets", "2");
    return new RunRecord(
        "20260102-030405-abcd",
        "probe",
        status,
        Instant.parse("2026-01-02T03:04:05Z"),
        Instant.parse("2026-01-02T03:04:09.200Z"),
        new RunRequest(List.of("probe", "--input", "a"), options, report, false, false),
        Versions.libraries(),
        "local-1",
        result,
        SparkTotals.NONE,
        failure,
        report);
  }
}
