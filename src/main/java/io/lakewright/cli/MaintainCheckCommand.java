package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.job.Job;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.replica.ReplicaJob;
import io.lakewright.maintain.replica.ReplicaOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code maintain check}: could tables be read from another region now? */
@Command(
    name = "check",
    description =
        "Compares a replica bucket with what tables need, and says whether they could be read from"
            + " there now, and up to which snapshot.")
final class MaintainCheckCommand extends JobCommand {
  @Option(
      names = "--table",
      required = true,
      arity = "1..*",
      paramLabel = "TABLE",
      description = "Iceberg tables on S3, such as lake.db.t.")
  List<String> tables;

  @Option(
      names = "--replica",
      required = true,
      arity = "1..*",
      paramLabel = "BUCKET=REPLICA",
      description = "The replica of each bucket: a bucket's name, or the ARN of an access point.")
  List<String> replicas;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Of the replica (default: that of the table's catalog).")
  String region;

  @Override
  protected Job<?> job() {
    return new ReplicaJob(
        new ReplicaOptions(
            ListOrFile.values(tables).stream().map(TableName::parse).toList(),
            buckets(),
            Optional.ofNullable(region)));
  }

  private Map<String, String> buckets() {
    Map<String, String> buckets = new LinkedHashMap<>();
    for (String pair : replicas) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw UserException.usage(
            "--replica must be such as sales=sales-replica, cannot be: " + pair);
      }
      buckets.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return buckets;
  }
}
