package io.lakewright.maintain.s3;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.aws.s3.S3FileIOProperties;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.ResolvingFileIO;
import org.apache.iceberg.io.StorageCredential;
import org.apache.iceberg.io.SupportsStorageCredentials;
import org.apache.iceberg.util.PropertyUtil;

/**
 * How to reach the objects of a table: the properties of its own {@code S3FileIO}, so that
 * endpoint, region, credentials (vended ones too), access points and client factory are the same.
 * Travels to tasks; holds no client.
 */
public final class S3Access implements Serializable {
  private static final long serialVersionUID = 1;

  /** What Iceberg's documentation recommends against throttling; its default is 5. */
  static final String RETRIES = "32";

  private static final String WRITE_TAGS = S3FileIOProperties.WRITE_TAGS_PREFIX;
  private static final String DELETE_TAGS = S3FileIOProperties.DELETE_TAGS_PREFIX;

  private final HashMap<String, String> properties;
  private final List<StorageCredential> credentials;

  private S3Access(Map<String, String> properties, List<StorageCredential> credentials) {
    this.properties = new HashMap<>(properties);
    this.properties.putIfAbsent(S3FileIOProperties.S3_RETRY_NUM_RETRIES, RETRIES);
    this.properties.putIfAbsent(HttpClientProperties.APACHE_MAX_CONNECTIONS, "256");
    // A finalizer's stack trace for each client helps nobody here.
    this.properties.put("init-creation-stacktrace", "false");
    this.credentials = List.copyOf(credentials);
  }

  /** Access to a table's objects, or nothing if the table's files are not read by S3FileIO. */
  public static Optional<S3Access> of(Table table) {
    return S3Location.find(table.location()).isPresent() ? of(table.io()) : Optional.empty();
  }

  /** Access by the client of a FileIO, or nothing if it is not for S3. */
  public static Optional<S3Access> of(FileIO io) {
    if (!(io instanceof S3FileIO) && !(io instanceof ResolvingFileIO)) {
      return Optional.empty();
    }
    List<StorageCredential> vended =
        io instanceof SupportsStorageCredentials given ? given.credentials() : List.of();
    return Optional.of(new S3Access(io.properties(), vended));
  }

  /** Access by properties of S3FileIO alone. */
  public static S3Access of(Map<String, String> properties) {
    return new S3Access(properties, List.of());
  }

  /** The same with some properties of S3FileIO replaced. */
  public S3Access with(Map<String, String> replaced) {
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(replaced);
    return new S3Access(all, credentials);
  }

  /** The tags that S3FileIO gives to what it writes ({@code s3.write.tags.*}). */
  public Map<String, String> writeTags() {
    return PropertyUtil.propertiesWithPrefix(properties, WRITE_TAGS);
  }

  /** The tags that S3FileIO gives to what it deletes ({@code s3.delete.tags.*}). */
  public Map<String, String> deleteTags() {
    return PropertyUtil.propertiesWithPrefix(properties, DELETE_TAGS);
  }

  /** Whether S3FileIO deletes objects ({@code s3.delete-enabled}), as it does by default. */
  public boolean deletes() {
    return PropertyUtil.propertyAsBoolean(properties, S3FileIOProperties.DELETE_ENABLED, true);
  }

  /** Buckets and the access points that stand for them ({@code s3.access-points.<bucket>}). */
  public Map<String, String> accessPoints() {
    return PropertyUtil.propertiesWithPrefix(properties, S3FileIOProperties.ACCESS_POINTS_PREFIX);
  }

  /** Objects as seen through a client, shared within the JVM by all who have the same access. */
  public S3Objects open() {
    return new S3Objects(this, S3Clients.lease(this));
  }

  S3FileIO newClient() {
    S3FileIO io = new S3FileIO();
    if (!credentials.isEmpty()) {
      io.setCredentials(credentials);
    }
    io.initialize(properties);
    return io;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof S3Access that
        && properties.equals(that.properties)
        && credentials.equals(that.credentials);
  }

  @Override
  public int hashCode() {
    return Objects.hash(properties, credentials);
  }

  /** Without the properties: they may hold secrets. */
  @Override
  public String toString() {
    return "S3Access" + accessPoints();
  }
}
