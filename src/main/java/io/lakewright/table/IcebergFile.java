package io.lakewright.table;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.ParquetUtil;

/**
 * A data file that is in no commit yet, as kept in a {@link PendingWrite}.
 *
 * @param partition as in the table's paths, empty without partitions
 */
record IcebergFile(String path, String format, long bytes, long rows, int spec, String partition) {
  static String toJson(Table table, DataFile file) {
    PartitionSpec spec = table.specs().get(file.specId());
    return PendingWrite.json(
        new IcebergFile(
            file.location(),
            file.format().name(),
            file.fileSizeInBytes(),
            file.recordCount(),
            file.specId(),
            spec.partitionToPath(file.partition())));
  }

  /** Where the file is. */
  static String path(String json) {
    return PendingWrite.parse(json, IcebergFile.class).path;
  }

  /** The file again, its statistics from its footer. */
  static DataFile fromJson(Table table, String json) {
    IcebergFile file = PendingWrite.parse(json, IcebergFile.class);
    InputFile input = table.io().newInputFile(file.path, file.bytes);
    DataFiles.Builder builder =
        DataFiles.builder(table.specs().get(file.spec))
            .withPath(file.path)
            .withFormat(file.format)
            .withFileSizeInBytes(file.bytes)
            .withRecordCount(file.rows);
    if (!file.partition.isEmpty()) {
      builder.withPartitionPath(file.partition);
    }
    if (file.format.equals("PARQUET")) {
      builder.withMetrics(ParquetUtil.fileMetrics(input, MetricsConfig.forTable(table)));
    }
    return builder.build();
  }
}
