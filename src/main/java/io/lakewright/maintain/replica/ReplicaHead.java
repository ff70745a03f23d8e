package io.lakewright.maintain.replica;

import io.lakewright.maintain.s3.ObjectResult;
import io.lakewright.maintain.s3.ObjectStatus;
import io.lakewright.maintain.s3.ObjectTask;
import io.lakewright.maintain.s3.S3Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Looks whether the replica has an object, with the size that the table knows. */
record ReplicaHead() implements ObjectTask {
  private static final int SIZE_COLUMN = 2;

  @Override
  public ObjectResult apply(S3Objects objects, Row object) {
    Optional<HeadObjectResponse> head = objects.head(object.getString(0));
    if (head.isEmpty()) {
      return ObjectResult.of(ObjectStatus.GONE, 1, 0);
    }
    boolean whole =
        object.isNullAt(SIZE_COLUMN) || object.getLong(SIZE_COLUMN) == head.get().contentLength();
    return ObjectResult.of(whole ? ObjectStatus.RIGHT : ObjectStatus.GONE, 1, 0);
  }
}
