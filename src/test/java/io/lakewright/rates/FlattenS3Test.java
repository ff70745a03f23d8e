package io.lakewright.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.table.Place;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import io.lakewright.testkit.mrf.CanonicalRows;
import io.lakewright.testkit.mrf.MrfFile;
import io.lakewright.testkit.mrf.NaiveFlattener;
import io.lakewright.testkit.mrf.Quirk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Input and output on S3. */
@ExtendWith({SparkExtension.class, S3MockExtension.class})
class FlattenS3Test {
  @Test
  void readsFromAndWritesToBuckets(SparkSession spark) {
    S3MockExtension.configure(spark);
    String bucket = S3MockExtension.newBucket();
    List<String> expected = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      MrfFile file =
          MrfFile.generate(seed, 3, EnumSet.of(Quirk.SCHEMA_2, Quirk.INLINE_GROUPS), "http://none");
      S3MockExtension.put(bucket, "in/" + seed + ".json", file.bytes());
      NaiveFlattener.flatten(
          file.bytes(), seed + ".json", at -> null, row -> expected.add(CanonicalRows.of(row)));
    }
    String output = "s3://" + bucket + "/tables/rates";

    FlattenResult result =
        Lakewright.with(spark)
            .run(
                new FlattenJob(
                    FlattenOptions.of(List.of("s3://" + bucket + "/in/"), Place.parse(output))));

    List<String> actual =
        spark
            .read()
            .schema(RatesTable.SCHEMA)
            .parquet(output)
            .withColumn(
                "source_file", functions.regexp_extract(functions.col("source_file"), "[^/]+$", 0))
            .collectAsList()
            .stream()
            .map(CanonicalRows::of)
            .toList();
    assertThat(CanonicalRows.difference(expected, actual)).isEmpty();
    assertThat(result.outputs()).isNotEmpty();
    assertThat(S3MockExtension.keys(bucket, "tables/rates/"))
        .as("nothing unfinished is left")
        .allMatch(key -> key.endsWith(".parquet") || key.endsWith("/") || key.contains("/_"));
  }

  @Test
  void icebergObjectsHaveTheTagsThatTheCatalogAsksFor(SparkSession spark) {
    S3Lake lake = S3Lake.create(Map.of("s3.write.tags.state", "live"));
    S3MockExtension.configure(spark);
    MrfFile file = MrfFile.generate(4, 3, EnumSet.of(Quirk.SCHEMA_2), "http://none");
    S3MockExtension.put(lake.bucket(), "in/4.json", file.bytes());

    Lakewright.with(spark)
        .flatten("s3://" + lake.bucket() + "/in/")
        .to(lake.name("rates"))
        .writer(FlattenOptions.Writer.RUNS)
        .run();

    List<String> files =
        lake.sql("SELECT file_path FROM $lake.rates.files").as(Encoders.STRING()).collectAsList();
    assertThat(files)
        .isNotEmpty()
        .allSatisfy(path -> assertThat(lake.tags(path)).containsEntry("state", "live"));
  }
}
