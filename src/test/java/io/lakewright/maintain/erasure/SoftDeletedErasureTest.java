package io.lakewright.maintain.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.job.JobContext;
import io.lakewright.job.SparkProgress;
import io.lakewright.maintain.TableName;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, S3MockExtension.class})
class SoftDeletedErasureTest {
  @Test
  void objectsThatTheCatalogOnlyTagsAreDeletedForGood() throws Exception {
    S3Lake lake = S3Lake.create(S3Lake.softDeletes());
    lake.sql("CREATE TABLE $lake.t (id INT, mail STRING)");
    lake.sql("INSERT INTO $lake.t VALUES (1, 'ann@example.org')");
    lake.sql("INSERT INTO $lake.t VALUES (2, 'bob@example.org')");
    String withAnn =
        lake.sql("SELECT input_file_name() FROM $lake.t WHERE id = 1").head().getString(0);
    ErasureOptions options =
        new ErasureOptions(
            TableName.parse(lake.name("t")),
            "mail = 'ann@example.org'",
            RefHandling.REFUSE,
            Duration.ofDays(1),
            false);

    ErasureResult result;
    try (SparkProgress progress = SparkProgress.silent(lake.spark(), "erasure-test")) {
      result =
          new ErasureJob(options)
              .run(new JobContext(lake.spark(), "erasure-test", Clock.systemUTC(), progress));
    }

    assertThat(result.isProven()).as(result.headline()).isTrue();
    assertThat(lake.objects()).doesNotContain(withAnn);
    assertThat(lake.rows("SELECT id FROM $lake.t")).containsExactly("{\"id\":2}");
  }
}
