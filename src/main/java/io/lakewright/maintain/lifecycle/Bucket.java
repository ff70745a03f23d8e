package io.lakewright.maintain.lifecycle;

import io.lakewright.UserException;
import io.lakewright.maintain.s3.S3Objects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The lifecycle configuration of one bucket. S3 replaces it as a whole and knows no condition, so
 * within this process one change at a time is made, and each is read back.
 */
final class Bucket {
  private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();
  private static final int ATTEMPTS = 5;
  private static final long FIRST_WAIT_MILLIS = 200;

  private final S3Client client;
  private final String name;

  Bucket(S3Objects objects, String name) {
    this.client = objects.client("s3://" + name);
    this.name = name;
  }

  /** The rules; none if there is no configuration. */
  List<LifecycleRule> rules() {
    return read().rules();
  }

  private GetBucketLifecycleConfigurationResponse read() {
    try {
      return client.getBucketLifecycleConfiguration(request -> request.bucket(name));
    } catch (S3Exception e) {
      if (e.statusCode() == 404
          && e.awsErrorDetails() != null
          && "NoSuchLifecycleConfiguration".equals(e.awsErrorDetails().errorCode())) {
        return GetBucketLifecycleConfigurationResponse.builder().build();
      }
      throw e;
    }
  }

  boolean isVersioned() {
    return client.getBucketVersioning(request -> request.bucket(name)).status()
        == BucketVersioningStatus.ENABLED;
  }

  /**
   * Changes the rules, again if another process has overwritten them meanwhile.
   *
   * @param change from the rules as they are to what they shall be; asked once more to see whether
   *     it has been made
   * @return the last change
   * @throws UserException if they do not stay as written: others overwrite them, or the storage
   *     does not keep all of a rule. Then none of the table's rules is left, since a rule without
   *     its filter would take live data.
   */
  LifecycleMerge change(Function<List<LifecycleRule>, LifecycleMerge> change) {
    synchronized (LOCKS.computeIfAbsent(name, key -> new Object())) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        GetBucketLifecycleConfigurationResponse present = read();
        LifecycleMerge merge = change.apply(present.rules());
        if (!merge.changesNothing()) {
          write(present, merge.after());
        }
        if (merge.changesNothing() || change.apply(rules()).changesNothing()) {
          return merge;
        }
        pause(FIRST_WAIT_MILLIS << attempt);
      }
      GetBucketLifecycleConfigurationResponse present = read();
      write(present, change.apply(present.rules()).others());
      throw new UserException(
          "The lifecycle rules of bucket %s are not kept as written, so those of the table were taken out again. If something else overwrites them, run again when it has ended; if the storage does not know all that a rule may say, such as a filter by tags, it cannot have them"
              .formatted(name));
    }
  }

  /** What was written may take a moment to be seen. */
  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("Interrupted while changing lifecycle rules", e);
    }
  }

  private void write(GetBucketLifecycleConfigurationResponse present, List<LifecycleRule> rules) {
    if (rules.isEmpty()) {
      client.deleteBucketLifecycle(request -> request.bucket(name));
      return;
    }
    client.putBucketLifecycleConfiguration(
        request ->
            request
                .bucket(name)
                // Left out, S3 would go back to its default.
                .transitionDefaultMinimumObjectSize(
                    present.transitionDefaultMinimumObjectSizeAsString())
                .lifecycleConfiguration(configuration -> configuration.rules(rules)));
  }
}
