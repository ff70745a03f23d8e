package io.lakewright.sample;

import io.lakewright.UserException;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.job.JobResult;
import io.lakewright.table.IcebergCatalogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/** Makes Iceberg tables as they look when nobody cares for them: input for {@code maintain}. */
public final class LakeSample implements Job<LakeSample.Result> {
  private final LakeOptions options;

  public LakeSample(LakeOptions options) {
    this.options = options;
  }

  /** The tables that were made. */
  public record Result(
      String headline, Map<String, Long> counts, List<Output> outputs, List<String> hints)
      implements JobResult {}

  @Override
  public String name() {
    return "sample lake";
  }

  @Override
  public Result run(JobContext context) throws IOException {
    Catalog catalog = IcebergCatalogs.of(context.spark(), options.catalog());
    IcebergCatalogs.createNamespace(
        context.spark(), options.catalog(), Namespace.of(options.namespace()));
    List<JobResult.Output> outputs = new ArrayList<>();
    for (int i = 1; i <= options.tables(); i++) {
      TableIdentifier name = TableIdentifier.of(options.namespace(), "orders_" + i);
      if (catalog.tableExists(name)) {
        throw new UserException(
            "There is a table %s.%s already; name another database, or drop it"
                .formatted(options.catalog(), name));
      }
      context
          .progress()
          .phase(
              "Neglecting %s.%s, %d of %d".formatted(options.catalog(), name, i, options.tables()));
      long bytes = new NeglectedTable(catalog, name, options, context.clock().instant()).create();
      outputs.add(
          new JobResult.Output(
              "table",
              options.catalog() + "." + name,
              "iceberg",
              (long) options.files() * options.rows(),
              bytes,
              options.files()));
    }
    return new Result(
        "%,d tables of %,d files in %,d snapshots in %s"
            .formatted(options.tables(), options.files(), options.commits(), options.database()),
        Map.of("tables", (long) options.tables()),
        outputs,
        List.of("./lakewright maintain --database " + options.database() + " --dry-run"));
  }
}
