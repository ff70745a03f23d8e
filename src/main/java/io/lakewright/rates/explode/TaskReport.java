package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.table.StagedFile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;

/**
 * What a task that made rows has to tell.
 *
 * @param rowsByFile rows made, by source file
 * @param anomalies what was met on the way
 * @param files what it wrote, if it wrote plain files itself
 * @param icebergFiles what it wrote, if it wrote files of an Iceberg table itself
 */
public record TaskReport(
    Map<String, Long> rowsByFile,
    AnomalyLog anomalies,
    List<StagedFile> files,
    List<DataFile> icebergFiles)
    implements Serializable {}
