package io.lakewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.maintain.MaintainResult;
import io.lakewright.maintain.StepName;
import io.lakewright.sample.LakeOptions;
import io.lakewright.sample.LakeSample;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class MaintainCommandTest {
  private final SparkSession spark = SparkExtension.session();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void aPlanIsShownThenDoneAndBothAreReported() throws IOException {
    Lakewright.with(spark)
        .run(new LakeSample(new LakeOptions("lake.cli", 2, 12, 24, 2, 10, 30, 0)));
    String[] plan = {
      "maintain",
      "--database",
      "lake.cli",
      "--steps",
      "compaction,expiry",
      "--history",
      "lake.cli_history.runs",
      "--quiet",
      "--dry-run",
      "--report",
      folder.resolve("plan").toString()
    };

    assertThat(run(plan)).isZero();

    assertThat(out.toString())
        .contains(" a month; 2 of 2 tables need upkeep, as found in ")
        .contains("lake.cli.orders_1")
        .contains("expiry")
        .contains("USD")
        .contains("The same command without --dry-run does what is planned");
    String json = Files.readString(folder.resolve("plan/run.json"));
    assertThat(json).contains("\"listings\"").contains("would save ");

    List<String> doIt =
        java.util.Arrays.stream(plan)
            .filter(word -> !word.equals("--dry-run"))
            .map(word -> word.replace("/plan", "/done"))
            .toList();
    assertThat(run(doIt.toArray(String[]::new))).isZero();

    assertThat(out.toString()).contains(" a month: 2 of 2 tables maintained in ");
    assertThat(Files.readString(folder.resolve("done/report.html")))
        .contains("<h2>Done</h2>")
        .contains("lake.cli_history.runs");
    assertThat(spark.table("lake.cli.orders_1").count()).isEqualTo(240);
  }

  @Test
  void programsPlanTablesByName() {
    Lakewright.with(spark).run(new LakeSample(new LakeOptions("lake.api", 1, 6, 12, 1, 10, 30, 0)));

    MaintainResult result =
        Lakewright.with(spark)
            .maintain("lake.api.orders_1")
            .steps(StepName.EXPIRY)
            .history("none")
            .dryRun()
            .run();

    assertThat(result.tables()).hasSize(1);
    assertThat(result.tables().get(0).isDue()).isTrue();
  }

  @Test
  void whatIsWrongIsSaidWithWhatWouldBeRight() {
    assertThat(run("maintain", "--dry-run")).isEqualTo(2);
    assertThat(err.toString())
        .contains("No tables; name them with --table, --database or --catalog-name, or take --all");
    assertThat(run("maintain", "--all", "--steps", "compacting")).isEqualTo(2);
    assertThat(err.toString())
        .contains("There is no step 'compacting'. Did you mean 'compaction'?");
    assertThat(run("maintain", "--table", "db.t")).isEqualTo(2);
    assertThat(err.toString()).contains("Give it with its catalog, such as lake.db.t");
    assertThat(run("maintain", "--all", "--budget", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("must be a time span such as 36h or 5d, cannot be: soon");
    assertThat(run("maintain", "--all", "--parallel", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("Number of tables at once must be from 1 to 256");
    assertThat(run("maintain", "--all", "--parallel", "many")).isEqualTo(2);
    assertThat(err.toString())
        .contains("option '--parallel': must be a whole number, cannot be: many");
    assertThat(run("restore", "--table", "lake.db.t", "--as", "x", "--tier", "fast")).isEqualTo(2);
    assertThat(err.toString())
        .contains("option '--tier': must be standard or bulk or expedited, cannot be: fast");
  }

  @Test
  void rowsAreErasedAndTheirValuesAreInNoReport() throws IOException {
    Lakewright.with(spark)
        .run(new LakeSample(new LakeOptions("lake.forget", 1, 3, 6, 1, 10, 30, 0)));

    assertThat(
            run(
                "maintain",
                "erase",
                "--table",
                "lake.forget.orders_1",
                "--where",
                "id = 7",
                "--report",
                folder.toString()))
        .isZero();

    assertThat(spark.sql("SELECT * FROM lake.forget.orders_1 WHERE id = 7").count()).isZero();
    assertThat(spark.sql("SELECT * FROM lake.forget.orders_1").count()).isEqualTo(54);
    assertThat(out + err.toString() + Files.readString(folder.resolve("run.json")))
        .doesNotContain("id = 7")
        .contains("maintain erase");
  }

  @Test
  void aTableThatIsNotThereEndsTheRun() {
    assertThat(
            run(
                "maintain",
                "--table",
                "lake.cli.nothing",
                "--quiet",
                "--report",
                folder.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("There is no Iceberg table lake.cli.nothing");
  }
}
