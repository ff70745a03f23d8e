package io.lakewright.maintain;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;

/** Several values in one property of a table. */
public final class PropertyList {
  private PropertyList() {}

  /**
   * The values in their order, without blanks around them.
   *
   * @param separator a comma or a space
   * @return empty if there is no such property; may be changed
   */
  public static List<String> of(Table table, String property, char separator) {
    List<String> values = new ArrayList<>();
    String text = table.properties().getOrDefault(property, "");
    for (String value : text.split(String.valueOf(separator), -1)) {
      if (!value.isBlank()) {
        values.add(value.strip());
      }
    }
    return values;
  }
}
