package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.table.StagedFile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a task that made rows has to tell.
 *
 * @param rowsByFile rows made, by source file
 * @param anomalies what was met on the way
 * @param files what it wrote, if it wrote files itself
 */
public record TaskReport(Map<String, Long> rowsByFile, AnomalyLog anomalies, List<StagedFile> files)
    implements Serializable {}
