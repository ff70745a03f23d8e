package io.lakewright.maintain.facts;

import org.apache.iceberg.ContentFile;

/** Adds files up, without an object per file. */
final class SumsBuilder {
  private long files;
  private long bytes;
  private long records;
  private long smallFiles;
  private long smallBytes;
  private long largeFiles;
  private long largeBytes;
  private long positionDeleteFiles;
  private long positionDeletes;
  private long equalityDeleteFiles;
  private long equalityDeletes;
  private long deleteBytes;
  private long lastSequence;

  void add(ContentFile<?> file, FileBounds bounds) {
    long size = file.fileSizeInBytes();
    switch (file.content()) {
      case DATA -> {
        files++;
        bytes += size;
        records += file.recordCount();
        if (size < bounds.smallBelow()) {
          smallFiles++;
          smallBytes += size;
        } else if (size > bounds.largeAbove()) {
          largeFiles++;
          largeBytes += size;
        }
      }
      case POSITION_DELETES -> {
        positionDeleteFiles++;
        positionDeletes += file.recordCount();
        deleteBytes += size;
      }
      case EQUALITY_DELETES -> {
        equalityDeleteFiles++;
        equalityDeletes += file.recordCount();
        deleteBytes += size;
      }
    }
    if (file.fileSequenceNumber() != null) {
      lastSequence = Math.max(lastSequence, file.fileSequenceNumber());
    }
  }

  void add(FileSums sums) {
    files += sums.files();
    bytes += sums.bytes();
    records += sums.records();
    smallFiles += sums.smallFiles();
    smallBytes += sums.smallBytes();
    largeFiles += sums.largeFiles();
    largeBytes += sums.largeBytes();
    positionDeleteFiles += sums.positionDeleteFiles();
    positionDeletes += sums.positionDeletes();
    equalityDeleteFiles += sums.equalityDeleteFiles();
    equalityDeletes += sums.equalityDeletes();
    deleteBytes += sums.deleteBytes();
    lastSequence = Math.max(lastSequence, sums.lastSequence());
  }

  FileSums build() {
    return new FileSums(
        files,
        bytes,
        records,
        smallFiles,
        smallBytes,
        largeFiles,
        largeBytes,
        positionDeleteFiles,
        positionDeletes,
        equalityDeleteFiles,
        equalityDeletes,
        deleteBytes,
        lastSequence);
  }
}
