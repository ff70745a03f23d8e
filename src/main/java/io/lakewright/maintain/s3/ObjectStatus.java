package io.lakewright.maintain.s3;

/** What became of one object. */
public enum ObjectStatus {
  /** It was as it should be. */
  RIGHT,
  /** It was changed. */
  CHANGED,
  /** The change has been asked for and takes its time, as a restore does. */
  WAITING,
  /** There is no such object. */
  GONE,
  /** S3 refused, or did not answer as often as it was asked. */
  FAILED
}
