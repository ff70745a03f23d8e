package io.lakewright.maintain.s3;

import io.lakewright.maintain.Requests;

/**
 * What became of one object, and the requests it took.
 *
 * @param detail for people, such as S3's message; null if there is nothing to say
 */
public record ObjectResult(ObjectStatus status, long reads, long writes, String detail) {
  public static ObjectResult of(ObjectStatus status, long reads, long writes) {
    return new ObjectResult(status, reads, writes, null);
  }

  Requests requests() {
    return new Requests(reads, writes, 0);
  }
}
