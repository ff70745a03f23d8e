package io.lakewright.maintain.archive;

import io.lakewright.maintain.s3.ObjectResult;
import io.lakewright.maintain.s3.ObjectStatus;
import io.lakewright.maintain.s3.ObjectTask;
import io.lakewright.maintain.s3.S3Objects;
import io.lakewright.maintain.s3.TagChange;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * Takes the delete tag off an object, so that no lifecycle rule removes it meanwhile, and asks for
 * it if it is in a class that cannot be read at once: {@code WAITING} until it is there.
 */
record BringBack(Map<String, Set<String>> deleteTags, Tier tier, int days) implements ObjectTask {
  @Override
  public ObjectResult apply(S3Objects objects, Row object) {
    String path = object.getString(0);
    Optional<HeadObjectResponse> head = objects.head(path);
    if (head.isEmpty()) {
      return new ObjectResult(ObjectStatus.GONE, 1, 0, "there is no such object");
    }
    boolean readable = isReadable(head.get());
    ObjectResult tags = untag(objects, object, readable);
    if (readable) {
      return new ObjectResult(tags.status(), tags.reads() + 1, tags.writes(), null);
    }
    boolean asked = head.get().restore() != null;
    if (!asked) {
      ask(objects, path);
    }
    return ObjectResult.of(ObjectStatus.WAITING, tags.reads() + 1, tags.writes() + (asked ? 0 : 1));
  }

  private ObjectResult untag(S3Objects objects, Row object, boolean readable) {
    if (deleteTags.isEmpty()) {
      return ObjectResult.of(ObjectStatus.RIGHT, 0, 0);
    }
    try {
      return TagChange.removing(deleteTags).apply(objects, object);
    } catch (S3Exception e) {
      // S3 tags archived objects too; some that speak its language do so only once it is back.
      if (readable || !has(e, "InvalidObjectState")) {
        throw e;
      }
      return ObjectResult.of(ObjectStatus.WAITING, 1, 0);
    }
  }

  private void ask(S3Objects objects, String path) {
    try {
      objects.restore(path, days, tier);
    } catch (S3Exception e) {
      if (!has(e, "RestoreAlreadyInProgress")) {
        throw e;
      }
    }
  }

  private static boolean has(S3Exception e, String code) {
    return e.awsErrorDetails() != null && code.equals(e.awsErrorDetails().errorCode());
  }

  /** Glacier Instant Retrieval can be read as any other class. */
  static boolean isReadable(HeadObjectResponse head) {
    boolean archived =
        head.storageClass() == StorageClass.GLACIER
            || head.storageClass() == StorageClass.DEEP_ARCHIVE
            || head.archiveStatusAsString() != null;
    return !archived
        || (head.restore() != null && head.restore().contains("ongoing-request=\"false\""));
  }
}
