package io.lakewright.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, S3MockExtension.class})
class S3MockTest {
  @Test
  void sparkReadsAndWritesThere(SparkSession spark) {
    S3MockExtension.configure(spark);
    String bucket = S3MockExtension.newBucket();
    S3MockExtension.put(bucket, "in/numbers.csv", "1\n2\n3\n".getBytes(UTF_8));

    spark.read().csv("s3://" + bucket + "/in").write().parquet("s3://" + bucket + "/out");

    assertThat(spark.read().parquet("s3a://" + bucket + "/out").count()).isEqualTo(3);
    assertThat(S3MockExtension.keys(bucket, "out")).contains("out/_SUCCESS");
  }
}
