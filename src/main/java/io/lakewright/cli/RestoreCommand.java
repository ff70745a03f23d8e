package io.lakewright.cli;

import io.lakewright.UserException;
import io.lakewright.job.Job;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.archive.RestoreJob;
import io.lakewright.maintain.archive.RestoreOptions;
import io.lakewright.maintain.archive.RestoreOptions.RestorePoint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.catalog.TableIdentifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.s3.model.Tier;

/** {@code restore}: a past version of a table as a table of its own. */
@Command(
    name = "restore",
    description = "Brings a past version of an Iceberg table back as a table of its own.")
final class RestoreCommand extends JobCommand {
  /** How fast objects come from Glacier classes. */
  enum Speed {
    STANDARD,
    BULK,
    EXPEDITED
  }

  @Mixin DryRunOption dryRun;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "TABLE",
      description = "The table whose past is wanted, such as lake.db.t.")
  String table;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "TABLE",
      description =
          "Name of the restored table, in the same catalog and, if it has one part, database.")
  String as;

  @Option(
      names = "--archive",
      paramLabel = "ID",
      description = "As archive noted it (default: the latest archive).")
  String archive;

  @Option(
      names = "--snapshot",
      paramLabel = "ID",
      description = "This snapshot alone, from whichever metadata file still has it.")
  Long snapshot;

  @Option(
      names = "--metadata",
      paramLabel = "FILE",
      description = "The table as this metadata file describes it.")
  String metadata;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "The snapshot that was current then, such as 2026-03-31 or 2026-03-31T12:00:00Z.")
  String asOf;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      defaultValue = "STANDARD",
      description = "Speed and price of Glacier: bulk, standard, expedited (default: standard).")
  Speed tier;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "Objects from Glacier can be read this long (default: ${DEFAULT-VALUE}).")
  int days;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      defaultValue = "0s",
      description =
          "Wait this long for Glacier; the same command goes on later (default: not at all).")
  Duration patience;

  @Override
  protected Job<?> job() {
    return new RestoreJob(
        new RestoreOptions(
            TableName.parse(table),
            restored(TableName.parse(table)),
            new RestorePoint(
                Optional.ofNullable(archive),
                Optional.ofNullable(snapshot),
                Optional.ofNullable(metadata),
                Optional.ofNullable(asOf).map(RestoreCommand::millis)),
            Map.of(),
            Tier.valueOf(tier.name()),
            days,
            patience,
            RestoreOptions.POLL,
            dryRun.dryRun()));
  }

  /** A name without a database is one beside the original. */
  private TableName restored(TableName original) {
    return as.contains(".")
        ? TableName.parse(as)
        : new TableName(
            original.catalog(), TableIdentifier.of(original.identifier().namespace(), as));
  }

  /** Times without a zone are UTC; a day stands for its end. */
  private static long millis(String text) {
    List<Function<String, Instant>> forms =
        List.of(
            Instant::parse,
            time -> LocalDateTime.parse(time).toInstant(ZoneOffset.UTC),
            day ->
                LocalDate.parse(day)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .minusMillis(1));
    for (Function<String, Instant> form : forms) {
      try {
        return form.apply(text).toEpochMilli();
      } catch (DateTimeParseException e) {
        // The next form may fit.
      }
    }
    throw UserException.usage(
        "--as-of must be a day or a time such as 2026-03-31T12:00:00Z, cannot be: " + text);
  }
}
