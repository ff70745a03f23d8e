package io.lakewright.index;

import io.lakewright.UserException;
import io.lakewright.table.PathPlace;
import io.lakewright.table.Place;
import io.lakewright.table.TablePlace;
import java.util.Optional;

/** The two tables that {@code index} makes, in one folder or one database. */
record IndexOutput(Place files, Place plans) {
  private static final String FILES = "mrf_files";
  private static final String PLANS = "mrf_plans";

  /**
   * Reads an output as users write it: a folder, or a database with its catalog such as {@code
   * lake.mrf}; Spark's own catalog is {@code spark_catalog}.
   *
   * @throws UserException if it is neither
   */
  static IndexOutput parse(String text) {
    Place place = Place.parse(text);
    if (place instanceof PathPlace path) {
      return new IndexOutput(child(path, FILES), child(path, PLANS));
    }
    TablePlace name = (TablePlace) place;
    if (name.catalog().isPresent()) {
      throw UserException.usage(
          "%s cannot be the output of index, which makes the tables %s and %s; give a folder, or a database with its catalog such as lake.mrf"
              .formatted(text, FILES, PLANS));
    }
    return new IndexOutput(child(name, FILES), child(name, PLANS));
  }

  private static Place child(PathPlace folder, String name) {
    return new PathPlace(folder.uri() + "/" + name);
  }

  /** Two words are a database in a catalog here, not a table in a database. */
  private static Place child(TablePlace words, String name) {
    return new TablePlace(Optional.of(words.database()), words.table(), name);
  }
}
