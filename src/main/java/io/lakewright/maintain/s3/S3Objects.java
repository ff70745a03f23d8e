package io.lakewright.maintain.s3;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.aws.s3.S3FileIO;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GlacierJobParameters;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.RestoreRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.Tier;

/** Requests for single objects, given by their paths. Safe for use by several threads. */
public final class S3Objects implements AutoCloseable {
  private final S3Access access;
  private final S3FileIO io;
  private final Map<String, String> accessPoints;
  private boolean closed;

  S3Objects(S3Access access, S3FileIO io) {
    this.access = access;
    this.io = io;
    this.accessPoints = access.accessPoints();
  }

  /** The object's tags: one GET. */
  public Map<String, String> tags(String path) {
    S3Location at = locate(path);
    Map<String, String> tags = new TreeMap<>();
    client(path)
        .getObjectTagging(request -> request.bucket(at.bucket()).key(at.key()))
        .tagSet()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /** Replaces the object's whole tag set: one PUT, or a DELETE if there are none. */
  public void replaceTags(String path, Map<String, String> tags) {
    S3Location at = locate(path);
    if (tags.isEmpty()) {
      client(path).deleteObjectTagging(request -> request.bucket(at.bucket()).key(at.key()));
      return;
    }
    Tagging set =
        Tagging.builder()
            .tagSet(
                tags.entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList())
            .build();
    client(path)
        .putObjectTagging(request -> request.bucket(at.bucket()).key(at.key()).tagging(set));
  }

  /** Size, storage class and state of restore, or nothing if there is no such object: one HEAD. */
  public Optional<HeadObjectResponse> head(String path) {
    S3Location at = locate(path);
    try {
      return Optional.of(
          client(path).headObject(request -> request.bucket(at.bucket()).key(at.key())));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Reads the last bytes of the object: one GET. */
  public ResponseBytes<GetObjectResponse> tail(String path, int bytes) {
    S3Location at = locate(path);
    return client(path)
        .getObjectAsBytes(
            request -> request.bucket(at.bucket()).key(at.key()).range("bytes=-" + bytes));
  }

  /** Asks for a copy of an archived object that can be read for some days: one POST. */
  public void restore(String path, int days, Tier tier) {
    S3Location at = locate(path);
    RestoreRequest restore =
        RestoreRequest.builder()
            .days(days)
            .glacierJobParameters(GlacierJobParameters.builder().tier(tier).build())
            .build();
    client(path)
        .restoreObject(
            request -> request.bucket(at.bucket()).key(at.key()).restoreRequest(restore));
  }

  /** Removes the object: one DELETE, free of charge. */
  public void delete(String path) {
    S3Location at = locate(path);
    client(path).deleteObject(request -> request.bucket(at.bucket()).key(at.key()));
  }

  /** The client itself, for requests about the bucket of a path. */
  public S3Client client(String path) {
    return io.client(path);
  }

  private S3Location locate(String path) {
    return S3Location.parse(path).mapped(accessPoints);
  }

  /** Gives the client back. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      S3Clients.release(access);
    }
  }
}
