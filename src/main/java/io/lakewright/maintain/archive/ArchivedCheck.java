package io.lakewright.maintain.archive;

import io.lakewright.maintain.s3.ObjectResult;
import io.lakewright.maintain.s3.ObjectStatus;
import io.lakewright.maintain.s3.ObjectTask;
import io.lakewright.maintain.s3.S3Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Tells what would have to be asked for, and asks for nothing. */
record ArchivedCheck() implements ObjectTask {
  @Override
  public ObjectResult apply(S3Objects objects, Row object) {
    Optional<HeadObjectResponse> head = objects.head(object.getString(0));
    if (head.isEmpty()) {
      return new ObjectResult(ObjectStatus.GONE, 1, 0, "there is no such object");
    }
    boolean readable = BringBack.isReadable(head.get());
    return ObjectResult.of(readable ? ObjectStatus.RIGHT : ObjectStatus.WAITING, 1, 0);
  }
}
