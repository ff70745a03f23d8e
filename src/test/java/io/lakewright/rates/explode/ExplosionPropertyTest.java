package io.lakewright.rates.explode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.split.CodeFilter;
import io.lakewright.rates.split.MrfSplitter;
import io.lakewright.rates.split.RateFilter;
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
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;

/** Splitting and exploding without Spark between them: the same rows as the plain way gives. */
class ExplosionPropertyTest {
  private static final int LARGE = 1024 * 1024;
  private static final long UNSORTED = 0;

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

  @Property(tries = 400, seed = "5")
  void randomFilesInSlicesOfAnySizeGiveTheRowsOfTheNaiveFlattener(
      @ForAll("files") MrfFile file,
      @ForAll("limits") SplitLimits limits,
      @ForAll("held") int held,
      @ForAll("budgets") long budget) {
    Outcome expected = naive(file, row -> true);

    Outcome actual = exploded(file, limits, held, budget, RateFilter.ALL);

    assertThat(CanonicalRows.difference(expected.rows(), actual.rows())).isEmpty();
    assertThat(told(actual.kinds(), limits)).isEqualTo(told(expected.kinds(), limits));
  }

  @Property(tries = 300, seed = "6")
  void whatAFilterLeavesOutWhileSplittingIsWhatItLeavesOutOfTheRows(
      @ForAll("files") MrfFile file,
      @ForAll("limits") SplitLimits limits,
      @ForAll("held") int held,
      @ForAll("filters") RateFilter filter) {
    Outcome expected =
        naive(
            file,
            row ->
                filter.wantsNpi(row.get("npi") == null ? 0 : (Long) row.get("npi"))
                    && filter.wantsType((String) row.get("negotiated_type")));

    Outcome actual = exploded(file, limits, held, UNSORTED, filter);

    assertThat(CanonicalRows.difference(expected.rows(), actual.rows())).isEmpty();
  }

  /** Of a group in shards, one shard tells whether a second definition is the same. */
  private static Set<String> told(Set<String> kinds, SplitLimits limits) {
    return kinds.stream()
        .map(
            kind ->
                limits.groupBytes() < LARGE && kind.endsWith("-provider-group")
                    ? kind.replace("duplicate", "conflicting")
                    : kind)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Provide
  Arbitrary<MrfFile> files() {
    // Nothing is fetched here: references to other places stay unresolved on both sides.
    // The byte order mark is taken off where files are opened.
    return MrfArbitrary.files("http://localhost:1", Quirk.BYTE_ORDER_MARK);
  }

  @Provide
  Arbitrary<SplitLimits> limits() {
    Arbitrary<Integer> slices =
        Arbitraries.oneOf(
            Arbitraries.integers().between(16, 200),
            Arbitraries.integers().between(200, 5000),
            Arbitraries.just(512 * 1024));
    Arbitrary<Integer> groups =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.integers().between(16, 400)),
            Tuple.of(3, Arbitraries.just(LARGE)));
    return Combinators.combine(slices, groups)
        .as((slice, group) -> new SplitLimits(slice, LARGE, group));
  }

  /** Providers of an entry in memory. */
  @Provide
  Arbitrary<Integer> held() {
    return Arbitraries.of(1, 5, 1 << 20, 1 << 20);
  }

  /** Bytes for sorting: little, so that rows are spilled, or enough. */
  @Provide
  Arbitrary<Long> budgets() {
    return Arbitraries.of(UNSORTED, 1L, 3000L, 16L * LARGE);
  }

  @Provide
  Arbitrary<RateFilter> filters() {
    Arbitrary<long[]> npis =
        Arbitraries.oneOf(
                Arbitraries.just(0L), Arbitraries.longs().between(1234567810L, 1234567821L))
            .array(long[].class)
            .ofMinSize(0)
            .ofMaxSize(3);
    Arbitrary<Set<String>> types =
        Arbitraries.of("negotiated", "derived", "percentage", "something else").set().ofMaxSize(2);
    return Combinators.combine(npis, types).as(RateFilter::new);
  }

  private static Outcome naive(MrfFile file, Predicate<Map<String, Object>> wanted) {
    List<String> rows = new ArrayList<>();
    Set<String> kinds =
        new TreeSet<>(
            NaiveFlattener.flatten(
                    file.bytes(),
                    "f",
                    location -> null,
                    row -> {
                      if (wanted.test(row)) {
                        rows.add(CanonicalRows.of(row));
                      }
                    })
                .keySet());
    kinds.remove("remote-not-found");
    return new Outcome(rows, kinds);
  }

  private Outcome exploded(
      MrfFile file, SplitLimits limits, int held, long budget, RateFilter filter) {
    List<Slice> all = new ArrayList<>();
    new MrfSplitter(
            "f", "f", new ByteArrayInputStream(file.bytes()), limits, CodeFilter.ALL, filter)
        .forEachRemaining(all::add);
    AnomalyLog anomalies = new AnomalyLog();
    List<ProviderGroup> groups = new ArrayList<>();
    FileContext context = new FileContext();
    Iterator<Serializable> side =
        new SideReader(all.stream().filter(slice -> slice.kind().isAboutFile()).iterator(), filter);
    while (side.hasNext()) {
      Serializable next = side.next();
      if (next instanceof ProviderGroup group) {
        groups.add(group);
      } else if (next instanceof FileFacts facts) {
        context.merge(facts.context());
        anomalies.addAll(facts.anomalies());
      }
    }
    Collections.shuffle(groups, new Random(file.seed()));
    ProviderDirectory providers =
        ProviderDirectory.of(
            groups.stream()
                .flatMap(
                    group ->
                        group.key().shard() == 0 && context.isLarge("f", group.key().id())
                            ? group.shards().stream()
                            : Stream.of(group))
                .toList(),
            anomalies);
    Iterator<Slice> rates =
        all.stream().filter(slice -> !slice.kind().isAboutFile()).sorted(SHUFFLED).iterator();
    int[] columns = IntStream.range(0, RatesTable.SCHEMA.length()).toArray();
    RateRuns runs =
        new RateRuns(
            new SliceExploder(rates, context, providers, filter, anomalies, held),
            new RateOrder(
                columns, new int[] {RatesTable.index("billing_code")}, budget != UNSORTED, 2),
            budget,
            spilled -> {});
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
