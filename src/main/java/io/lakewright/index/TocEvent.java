package io.lakewright.index;

import java.time.LocalDate;

/** What a table of contents tells, piece by piece. */
sealed interface TocEvent {
  /** A plan of a reporting structure; fields are null where the file has none. */
  record Plan(
      long structure,
      String name,
      String idType,
      String id,
      String marketType,
      String issuerName,
      String sponsorName)
      implements TocEvent {}

  /**
   * A file that a reporting structure lists.
   *
   * @param ordinal of the reference in the table of contents
   */
  record FileReference(
      long structure, long ordinal, FileKind kind, FileLocation file, String description)
      implements TocEvent {}

  /** The end of a reporting structure, also if the file breaks off within it. */
  record StructureEnd(long structure, long plans) implements TocEvent {}

  /** The end: what the file says about itself. Always the last event. */
  record Header(
      String entityName,
      String entityType,
      LocalDate lastUpdatedOn,
      String version,
      long structures)
      implements TocEvent {}
}
