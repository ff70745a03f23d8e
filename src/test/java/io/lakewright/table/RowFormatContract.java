package io.lakewright.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.testkit.SparkExtension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every format that commits tables one by one and can take rows back. */
@ExtendWith(SparkExtension.class)
abstract class RowFormatContract {
  /** Where this test writes; another one for each test. */
  abstract Place place();

  abstract Format format();

  abstract Layout layout();

  abstract Publication begin(
      SparkSession spark,
      Target target,
      StructType schema,
      String run,
      Map<String, StructType> companions,
      Consumer<String> afterStep);

  /** How many commits a table has had that readers could see. */
  abstract long versions(Place place);

  @Test
  void aNewTableAppearsWithItsCompanions() {
    Published published =
        Rates.publish(target(IfExists.FAIL), "run-1", "0001/7/a", "99213/8/b", "99213/9/b");
    assertThat(Rates.read(place())).containsExactly("0001/7/a", "99213/8/b", "99213/9/b");
    assertThat(ledger()).containsExactly("a/run-1", "b/run-1");
    assertThat(published.table().rows()).isEqualTo(3);
    assertThat(published.table().bytes()).isPositive();
    assertThat(published.outputs())
        .extracting(Published.Output::suffix)
        .containsExactly("", "_files", "_notes");
    assertThatThrownBy(() -> Rates.publish(target(IfExists.FAIL), "run-2", "1/7/a"))
        .isInstanceOf(UserException.class)
        .hasMessage(place() + " exists; use if-exists append or replace, or another place");
  }

  @Test
  void appendingAndReplacingAreOneCommitEach() {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a");
    long first = versions(place());
    Rates.publish(target(IfExists.APPEND), "run-2", "2/7/b");
    assertThat(Rates.read(place())).containsExactly("1/7/a", "2/7/b");
    assertThat(ledger()).containsExactly("a/run-1", "b/run-2");
    assertThat(versions(place())).isEqualTo(first + 1);
    Rates.publish(target(IfExists.REPLACE), "run-3", "3/7/c");
    assertThat(Rates.read(place())).containsExactly("3/7/c");
    assertThat(ledger()).containsExactly("c/run-3");
    assertThat(versions(place())).as("history is kept").isEqualTo(first + 2);
  }

  @Test
  void rowsWithValuesAreReplacedInOneCommitEverywhere() {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a", "2/7/b", "2/8/b", "3/7/c");
    Rates.publish(target(IfExists.APPEND), "run-2", "4/7/d");
    long before = versions(place());
    try (Publication publication = Rates.begin(target(IfExists.APPEND), "run-3")) {
      assertThat(publication.canReplaceRows()).isTrue();
      publication.replacing("source", Set.of("b", "c", "unknown"));
      Rates.stage(publication, "run-3", "2/9/b");
      assertThat(Rates.read(place())).containsExactly("1/7/a", "2/7/b", "2/8/b", "3/7/c", "4/7/d");
      publication.commit();
    }
    assertThat(Rates.read(place())).containsExactly("1/7/a", "2/9/b", "4/7/d");
    assertThat(ledger()).containsExactly("a/run-1", "b/run-3", "d/run-2");
    assertThat(versions(place())).isEqualTo(before + 1);
  }

  @Test
  void manyValuesAreNoTrouble() {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a", "2/7/it's \"b\"");
    Set<String> values = new HashSet<>(Set.of("it's \"b\""));
    for (int i = 0; i < 20_000; i++) {
      values.add("s3://bucket/a/rather/long/name/of/a/file/" + i + ".json.gz");
    }
    try (Publication publication = Rates.begin(target(IfExists.APPEND), "run-2")) {
      publication.replacing("source", values);
      publication.commit();
    }
    assertThat(Rates.read(place())).containsExactly("1/7/a");
  }

  @Test
  void earlierContentIsThereToBeReadAndStaysWithoutCommit() {
    try (Publication publication = Rates.begin(target(IfExists.APPEND), "run-0")) {
      assertThat(publication.exists()).isFalse();
      assertThat(publication.current()).isEmpty();
      Rates.stage(publication, "run-0", "9/9/z");
    }
    Rates.publish(target(IfExists.FAIL), "run-1", "0001/7/a");
    try (Publication publication = Rates.begin(target(IfExists.REPLACE), "run-2")) {
      assertThat(publication.exists()).isTrue();
      Rates.stage(publication, "run-2", "2/7/b");
      assertThat(Rates.text(publication.current().orElseThrow())).containsExactly("0001/7/a");
      assertThat(Rates.text(publication.companion("_files").orElseThrow()))
          .containsExactly("a/run-1");
    }
    assertThat(Rates.read(place())).containsExactly("0001/7/a");
    assertThat(ledger()).containsExactly("a/run-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending writes stored", "table committed", "companion committed _files"})
  void aRunThatDiesIsEitherUndoneOrCompleted(String step) {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a", "2/7/b");
    Publication dying = begin(target(IfExists.APPEND), "run-2", step);
    dying.replacing("source", Set.of("b"));
    Rates.stage(dying, "run-2", "2/8/b", "3/7/c");
    assertThatThrownBy(dying::commit).isInstanceOf(Died.class);

    boolean decided = !step.equals("pending writes stored");
    for (String run : List.of("run-3", "run-4")) {
      try (Publication next = Rates.begin(target(IfExists.APPEND), run)) {
        assertThat(Rates.text(next.current().orElseThrow()))
            .isEqualTo(decided ? List.of("1/7/a", "2/8/b", "3/7/c") : List.of("1/7/a", "2/7/b"));
        assertThat(Rates.text(next.companion("_files").orElseThrow()))
            .isEqualTo(
                decided ? List.of("a/run-1", "b/run-2", "c/run-2") : List.of("a/run-1", "b/run-1"));
        assertThat(Rates.text(next.companion("_notes").orElseThrow()))
            .isEqualTo(
                decided
                    ? List.of("a/note of a", "b/note of b", "c/note of c")
                    : List.of("a/note of a", "b/note of b"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending writes stored", "table committed"})
  void aFirstRunThatDiesIsEitherUndoneOrCompleted(String step) {
    Publication dying = begin(target(IfExists.FAIL), "run-1", step);
    Rates.stage(dying, "run-1", "1/7/a");
    assertThatThrownBy(dying::commit).isInstanceOf(Died.class);
    if (step.equals("table committed")) {
      try (Publication next = Rates.begin(target(IfExists.APPEND), "run-2")) {
        assertThat(Rates.text(next.companion("_files").orElseThrow())).containsExactly("a/run-1");
      }
    } else {
      Rates.publish(target(IfExists.FAIL), "run-2", "2/7/b");
      assertThat(Rates.read(place())).containsExactly("2/7/b");
      assertThat(ledger()).containsExactly("b/run-2");
    }
  }

  @Test
  void anotherWritersRowsAreNeverLost() {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a", "2/7/b");
    try (Publication publication = Rates.begin(target(IfExists.APPEND), "run-2")) {
      Rates.stage(publication, "run-2", "3/7/c");
      Rates.publish(target(IfExists.APPEND), "run-3", "4/7/d");
      publication.commit();
    }
    assertThat(Rates.read(place())).containsExactly("1/7/a", "2/7/b", "3/7/c", "4/7/d");
    assertThat(ledger()).containsExactly("a/run-1", "b/run-1", "c/run-2", "d/run-3");
    try (Publication publication = Rates.begin(target(IfExists.REPLACE), "run-4")) {
      Rates.stage(publication, "run-4", "5/7/e");
      Rates.publish(target(IfExists.APPEND), "run-5", "6/7/f");
      assertThatThrownBy(publication::commit)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Another writer changed " + place())
          .hasMessageContaining("nothing was published, run again");
    }
    assertThat(Rates.read(place())).hasSize(5).contains("6/7/f");
  }

  @Test
  void aCheckSeesWhatAnotherRunPublishedMeanwhileAndMayRefuse() {
    for (String first : List.of("new", "there")) {
      try (Publication publication = Rates.begin(target(IfExists.APPEND), first + "-1")) {
        Rates.stage(publication, first + "-1", "1/7/a-" + first);
        publication.verify(
            "_files",
            files -> {
              if (Rates.text(files).contains("b-" + first + "/" + first + "-2")) {
                throw new UserException("loaded meanwhile");
              }
            });
        Rates.publish(target(IfExists.APPEND), first + "-2", "2/7/b-" + first);
        assertThatThrownBy(publication::commit)
            .isInstanceOf(UserException.class)
            .hasMessageContaining("meanwhile");
      }
      assertThat(Rates.read(place())).doesNotContain("1/7/a-" + first).contains("2/7/b-" + first);
    }
  }

  @Test
  void aCheckSeesWhatIsDecidedButNotYetInTheCompanion() {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a");
    List<List<String>> seen = new ArrayList<>();
    try (Publication publication = Rates.begin(target(IfExists.APPEND), "run-2")) {
      publication.verify("_files", files -> seen.add(Rates.text(files)));
      Rates.stage(publication, "run-2", "2/7/b");
      Publication dying = begin(target(IfExists.APPEND), "run-3", "table committed");
      Rates.stage(dying, "run-3", "3/7/c");
      assertThatThrownBy(dying::commit).isInstanceOf(Died.class);

      publication.commit();
    }
    assertThat(seen).containsExactly(List.of("a/run-1", "c/run-3"));
    assertThat(Rates.read(place())).containsExactly("1/7/a", "2/7/b", "3/7/c");
  }

  @Test
  void newColumnsAreAdded() {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a");
    StructType wider = Rates.SCHEMA.add("extra", "string");
    try (Publication publication =
        Publication.begin(
            SparkExtension.session(), target(IfExists.APPEND), wider, "run-2", Map.of())) {
      publication.rows(
          Rates.rows("2/7/b").withColumn("extra", org.apache.spark.sql.functions.lit("x")),
          RowOrder.ANY);
      publication.commit();
    }
    assertThat(Rates.text(Tables.read(SparkExtension.session(), place()).select("code", "extra")))
        .containsExactly("1/null", "2/x");
    Rates.publish(target(IfExists.APPEND), "run-3", "3/7/c");
    assertThat(Rates.read(place())).containsExactly("1/7/a", "2/7/b", "3/7/c");
  }

  final Target target(IfExists ifExists) {
    return new Target(place(), format(), ifExists, layout());
  }

  private List<String> ledger() {
    return Rates.companion(place(), "_files");
  }

  /** A publication that dies after a step, as a killed process does: nothing is tidied up. */
  final Publication begin(Target target, String run, String lastStep) {
    return begin(
        SparkExtension.session(),
        target,
        Rates.SCHEMA,
        run,
        Rates.COMPANIONS,
        step -> {
          if (step.equals(lastStep)) {
            throw new Died();
          }
        });
  }

  /** A process's end. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }
}
