package io.lakewright.rates.explode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.split.CodeFilter;
import io.lakewright.rates.split.MrfSplitter;
import io.lakewright.rates.split.Slice;
import io.lakewright.rates.split.SplitLimits;
import io.lakewright.testkit.mrf.CanonicalRows;
import io.lakewright.testkit.mrf.MrfArbitrary;
import io.lakewright.testkit.mrf.MrfFile;
import io.lakewright.testkit.mrf.NaiveFlattener;
import io.lakewright.testkit.mrf.Quirk;
import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;

/** Splitting and exploding without Spark between them: the same rows as the plain way gives. */
class ExplosionPropertyTest {
  /** The order in which slices reach the task that explodes them. */
  private static final Comparator<Slice> SHUFFLED =
      Comparator.comparingLong(Slice::item)
          .thenComparingLong(Slice::entry)
          .thenComparing(Slice::kind)
          .thenComparingInt(Slice::part);

  private final scala.Function1<Object, Object> external =
      CatalystTypeConverters.createToScalaConverter(RatesTable.SCHEMA);

  /** Rows and kinds of anomalies. */
  private record Outcome(List<String> rows, Set<String> kinds) {}

  @Property(tries = 600)
  void randomFilesInSlicesOfAnySizeGiveTheRowsOfTheNaiveFlattener(
      @ForAll("files") MrfFile file, @ForAll("sliceSizes") int sliceBytes, @ForAll boolean sorted) {
    Outcome expected = naive(file);

    // Numbers that are no NPIs are sorted by Spark, which takes a task.
    boolean sortable = !file.quirks().contains(Quirk.INVALID_NPIS);
    Outcome actual = exploded(file, sliceBytes, sorted && sortable);

    assertThat(CanonicalRows.difference(expected.rows(), actual.rows())).isEmpty();
    // Of a repeated key, earlier values may be noted; of an entry without prices, the providers.
    if (Collections.disjoint(
        file.quirks(), Set.of(Quirk.ENTRY_WITHOUT_PRICES, Quirk.DUPLICATE_KEYS))) {
      assertThat(actual.kinds()).isEqualTo(expected.kinds());
    }
  }

  @Provide
  Arbitrary<MrfFile> files() {
    // Nothing is fetched here: references to other places stay unresolved on both sides.
    // The byte order mark is taken off where files are opened.
    return MrfArbitrary.files("http://localhost:1", Quirk.BYTE_ORDER_MARK);
  }

  @Provide
  Arbitrary<Integer> sliceSizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(16, 200),
        Arbitraries.integers().between(200, 5000),
        Arbitraries.just(512 * 1024));
  }

  private static Outcome naive(MrfFile file) {
    List<String> rows = new ArrayList<>();
    Set<String> kinds =
        new TreeSet<>(
            NaiveFlattener.flatten(
                    file.bytes(), "f", location -> null, row -> rows.add(CanonicalRows.of(row)))
                .keySet());
    kinds.remove("remote-not-found");
    return new Outcome(rows, kinds);
  }

  private Outcome exploded(MrfFile file, int sliceBytes, boolean sorted) {
    List<Slice> all = new ArrayList<>();
    SplitLimits limits = new SplitLimits(sliceBytes, 1024 * 1024);
    new MrfSplitter("f", "f", new ByteArrayInputStream(file.bytes()), limits, CodeFilter.ALL)
        .forEachRemaining(all::add);
    AnomalyLog anomalies = new AnomalyLog();
    ProviderDirectory providers = new ProviderDirectory();
    FileContext context = new FileContext();
    Iterator<Serializable> side =
        new SideReader(
            all.stream().filter(slice -> slice.kind().isAboutFile()).iterator(), RateFilter.ALL);
    while (side.hasNext()) {
      Serializable next = side.next();
      if (next instanceof ProviderGroup group) {
        providers.add(group, anomalies);
      } else if (next instanceof FileFacts facts) {
        context.merge(facts.context());
        anomalies.addAll(facts.anomalies());
      }
    }
    Iterator<Slice> rates =
        all.stream().filter(slice -> !slice.kind().isAboutFile()).sorted(SHUFFLED).iterator();
    int[] columns = IntStream.range(0, RatesTable.SCHEMA.length()).toArray();
    RateRuns runs =
        new RateRuns(
            new SliceExploder(rates, context, providers, RateFilter.ALL, anomalies),
            new RateOrder(columns, new int[] {RatesTable.index("billing_code")}, sorted, 2),
            16L * 1024 * 1024);
    RateRows rows = new RateRows(runs, columns);
    List<String> canonical = new ArrayList<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      canonical.add(CanonicalRows.of((Row) external.apply(row)));
    }
    return new Outcome(
        canonical,
        anomalies.anomalies().stream()
            .map(anomaly -> anomaly.kind())
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
