package io.lakewright.maintain.facts;

/**
 * Live files in sums.
 *
 * @param files data files
 * @param bytes of data files
 * @param records of data files
 * @param smallFiles data files below the bound
 * @param smallBytes of the small files
 * @param largeFiles data files above the bound
 * @param largeBytes of the large files
 * @param positionDeleteFiles files of position deletes, deletion vectors included
 * @param positionDeletes rows deleted by position
 * @param equalityDeleteFiles files of equality deletes
 * @param equalityDeletes rows of equality delete files
 * @param deleteBytes of all delete files
 * @param lastSequence highest sequence number at which a file was added; 0 in format version 1
 */
public record FileSums(
    long files,
    long bytes,
    long records,
    long smallFiles,
    long smallBytes,
    long largeFiles,
    long largeBytes,
    long positionDeleteFiles,
    long positionDeletes,
    long equalityDeleteFiles,
    long equalityDeletes,
    long deleteBytes,
    long lastSequence) {

  /** Delete files of every kind. */
  public long deleteFiles() {
    return positionDeleteFiles + equalityDeleteFiles;
  }

  /** How much there is to put right: files of the wrong size, and delete files. */
  public long need() {
    return smallFiles + largeFiles + deleteFiles();
  }
}
