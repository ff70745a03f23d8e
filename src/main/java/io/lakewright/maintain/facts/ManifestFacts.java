package io.lakewright.maintain.facts;

/**
 * The manifests of the current snapshot.
 *
 * @param dataManifests number of manifests of data files
 * @param dataBytes their size
 * @param deleteManifests number of manifests of delete files
 * @param deleteBytes their size
 * @param entries live files in all of them
 * @param overlap how many data manifests a scan of one value of the first partition field opens on
 *     average; 1 when manifests are clustered perfectly, their number when each spans all values; 0
 *     when the table is not partitioned or has no data
 */
public record ManifestFacts(
    long dataManifests,
    long dataBytes,
    long deleteManifests,
    long deleteBytes,
    long entries,
    double overlap) {
  public static final ManifestFacts EMPTY = new ManifestFacts(0, 0, 0, 0, 0, 0);

  public long count() {
    return dataManifests + deleteManifests;
  }

  public long bytes() {
    return dataBytes + deleteBytes;
  }
}
