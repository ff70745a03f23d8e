package io.lakewright.maintain;

import io.lakewright.job.JobResult;
import java.util.List;
import java.util.Map;

/**
 * What {@code maintain} found and did.
 *
 * @param tables every table with its steps, in the order of the selection
 */
public record MaintainResult(
    String headline,
    Map<String, Long> counts,
    List<Output> outputs,
    List<TableRun> tables,
    List<Listing> listings,
    List<Breakdown> breakdowns,
    List<Figure> figures,
    List<String> hints,
    boolean checkFailed)
    implements JobResult {}
