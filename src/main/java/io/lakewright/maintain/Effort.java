package io.lakewright.maintain;

/**
 * What work takes, in units that prices turn into money and speeds into time.
 *
 * @param requests to S3
 * @param bytesRead of data and delete files
 * @param bytesWritten of data and delete files; they are stored beside the old ones until these
 *     expire
 */
public record Effort(Requests requests, long bytesRead, long bytesWritten) {
  public static final Effort NONE = new Effort(Requests.NONE, 0, 0);

  /** Work that moves no data. */
  public static Effort of(Requests requests) {
    return new Effort(requests, 0, 0);
  }

  public Effort plus(Effort other) {
    return new Effort(
        requests.plus(other.requests),
        bytesRead + other.bytesRead,
        bytesWritten + other.bytesWritten);
  }
}
