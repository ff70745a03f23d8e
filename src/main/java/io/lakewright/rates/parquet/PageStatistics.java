package io.lakewright.rates.parquet;

import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** The least and the greatest value of a page, and its nulls: exact, looked at once per value. */
final class PageStatistics {
  private final PrimitiveType type;
  private final Dictionary dictionary;

  /** The last page that has the id; pages are numbered from 1. */
  private final int[] pageOfId;

  private int page;
  private int least;
  private int most;
  private long nulls;

  PageStatistics(PrimitiveType type, Dictionary dictionary) {
    this.type = type;
    this.dictionary = dictionary;
    this.pageOfId = new int[dictionary.size()];
  }

  /** Starts another page. */
  void begin() {
    page++;
    least = Dictionary.NULL;
    most = Dictionary.NULL;
    nulls = 0;
  }

  void addNulls(long number) {
    nulls += number;
  }

  /** Notes that the page has a value. */
  void see(int id) {
    if (pageOfId[id] != page) {
      pageOfId[id] = page;
      widen(id);
    }
  }

  private void widen(int id) {
    if (least == Dictionary.NULL) {
      least = id;
      most = id;
    } else if (dictionary.compare(id, least) < 0) {
      least = id;
    } else if (dictionary.compare(id, most) > 0) {
      most = id;
    }
  }

  Statistics<?> build() {
    Statistics<?> statistics = Statistics.createStats(type);
    statistics.incrementNumNulls(nulls);
    if (least != Dictionary.NULL) {
      dictionary.addTo(statistics, least);
      dictionary.addTo(statistics, most);
    }
    return statistics;
  }
}
