package io.lakewright.maintain;

/**
 * Requests to S3 by price class.
 *
 * @param reads GET, HEAD and the like, GetObjectTagging among them
 * @param writes PUT, COPY, POST, LIST, PutObjectTagging
 * @param deletes free of charge, yet limited in rate
 */
public record Requests(long reads, long writes, long deletes) {
  public static final Requests NONE = new Requests(0, 0, 0);

  public Requests plus(Requests other) {
    return new Requests(reads + other.reads, writes + other.writes, deletes + other.deletes);
  }
}
