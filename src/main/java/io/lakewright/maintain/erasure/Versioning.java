package io.lakewright.maintain.erasure;

import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.S3Location;
import io.lakewright.maintain.s3.S3Objects;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** What a bucket keeps of deleted objects. */
final class Versioning {
  private Versioning() {}

  /** A remark if the table's bucket keeps old versions, or does not tell. */
  static List<String> remarks(Table table) {
    Optional<S3Access> access = S3Access.of(table);
    if (access.isEmpty()) {
      return List.of();
    }
    String bucket = S3Location.parse(table.location()).bucket();
    try (S3Objects objects = access.get().open()) {
      BucketVersioningStatus status =
          objects
              .client(table.location())
              .getBucketVersioning(request -> request.bucket(bucket))
              .status();
      return status == null
          ? List.of()
          : List.of(
              "The bucket %s keeps earlier versions of deleted objects: they hold the rows until a lifecycle rule for noncurrent versions removes them"
                  .formatted(bucket));
    } catch (SdkException e) {
      return List.of(
          "Whether the bucket %s keeps versions of deleted objects is not known (%s)"
              .formatted(bucket, e.getMessage()));
    }
  }
}
