package io.lakewright.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Folders on an object store, where a rename is a copy. */
@ExtendWith({SparkExtension.class, S3MockExtension.class})
class S3PublicationTest {
  private String bucket;
  private Place place;

  @BeforeEach
  void newBucket() {
    S3MockExtension.configure(SparkExtension.session());
    bucket = S3MockExtension.newBucket();
    place = Place.parse("s3a://" + bucket + "/lake/rates");
  }

  @Test
  void filesAreAppendedAndReplacedAndNothingElseIsLeft() {
    Rates.publish(target(IfExists.FAIL), "run-1", "0001/7/a", "2/8/b");
    Rates.publish(target(IfExists.APPEND), "run-2", "0001/9/c");
    assertThat(Rates.read(place)).containsExactly("0001/7/a", "0001/9/c", "2/8/b");
    Rates.publish(target(IfExists.REPLACE), "run-3", "3/7/d");
    assertThat(Rates.read(place)).containsExactly("3/7/d");
    assertThat(Rates.companion(place, "_files")).containsExactly("d/run-3");
    assertThat(S3MockExtension.keys(bucket, "lake/."))
        .as("no staging, no lock")
        .allSatisfy(key -> assertThat(key).endsWith("/"));
  }

  private Target target(IfExists ifExists) {
    return new Target(place, Format.PARQUET, ifExists, Rates.BY_CODE);
  }
}
