package io.lakewright.maintain.archive;

import io.lakewright.maintain.s3.ObjectResult;
import io.lakewright.maintain.s3.ObjectStatus;
import io.lakewright.maintain.s3.ObjectTask;
import io.lakewright.maintain.s3.S3Objects;
import org.apache.spark.sql.Row;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads an object's last bytes and compares its size with what the table's metadata says. */
record ReadableCheck() implements ObjectTask {
  private static final int TAIL = 8;
  private static final int SIZE_COLUMN = 2;

  @Override
  public ObjectResult apply(S3Objects objects, Row object) {
    ResponseBytes<GetObjectResponse> tail = objects.tail(object.getString(0), TAIL);
    long size = size(tail.response());
    if (!object.isNullAt(SIZE_COLUMN) && object.getLong(SIZE_COLUMN) != size) {
      return new ObjectResult(
          ObjectStatus.FAILED,
          1,
          0,
          "has %d bytes, the table says %d".formatted(size, object.getLong(SIZE_COLUMN)));
    }
    return ObjectResult.of(ObjectStatus.RIGHT, 1, 0);
  }

  /** From {@code bytes 92-99/100}; the whole object if that is all there is. */
  private static long size(GetObjectResponse response) {
    String range = response.contentRange();
    return range == null
        ? response.contentLength()
        : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
  }
}
