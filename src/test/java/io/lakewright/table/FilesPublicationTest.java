package io.lakewright.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.testkit.DuckDb;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class FilesPublicationTest {
  @TempDir Path dir;

  @Test
  void aNewTableAppearsWithItsCompanions() throws IOException {
    Target target = target("rates", IfExists.FAIL);
    Published published =
        Rates.publish(target, "run-1", "0001/7/a", "0001/8/a", "99213/7/b", "99213/9/b");

    assertThat(Rates.read(target.place()))
        .containsExactly("0001/7/a", "0001/8/a", "99213/7/b", "99213/9/b");
    assertThat(Rates.companion(target.place(), "_files")).containsExactly("a/run-1", "b/run-1");
    assertThat(Rates.companion(target.place(), "_notes"))
        .containsExactly("a/note of a", "b/note of b");
    assertThat(published.table().rows()).isEqualTo(4);
    assertThat(published.table().bytes()).isEqualTo(bytes("rates"));
    assertThat(published.outputs())
        .extracting(Published.Output::suffix)
        .containsExactly("", "_files", "_notes");
    assertThat(names()).containsExactly("rates", "rates_files", "rates_notes");
  }

  @Test
  void duckDbReadsWhatWasWritten() {
    Target target = target("rates", IfExists.FAIL);
    Rates.publish(target, "run-1", "0001/7/a", "99213/8/b");
    assertThat(
            DuckDb.query(
                "SELECT code, npi, source FROM "
                    + DuckDb.parquet(dir.resolve("rates"))
                    + " ORDER BY code"))
        .containsExactly(List.of("0001", 7L, "a"), List.of("99213", 8L, "b"));
  }

  @Test
  void thereIsOneFilePerPartitionAndBucket() throws IOException {
    Target target = target("rates", IfExists.FAIL);
    String[] rows = new String[400];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = "c%d/%d/a".formatted(i % 2, 1000 - i);
    }
    Rates.publish(target, "run-1", rows);
    List<Path> files = dataFiles("rates");
    assertThat(files).hasSize(4);
    for (Path file : files) {
      assertThat(file.getFileName().toString()).matches("part-.*_0000[01]\\.c000\\.zstd\\.parquet");
      Dataset<Row> npis = SparkExtension.session().read().parquet(file.toString()).select("npi");
      List<Long> values = npis.collectAsList().stream().map(row -> row.getLong(0)).toList();
      assertThat(values).isSorted();
    }
  }

  @Test
  void whatExistsIsNotTouchedUnlessAsked() {
    Rates.publish(target("rates", IfExists.FAIL), "run-1", "1/7/a");
    assertThatThrownBy(() -> Rates.publish(target("rates", IfExists.FAIL), "run-2", "2/7/b"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            dir.resolve("rates") + " exists; use if-exists append or replace, or another place");
    Rates.publish(target("rates", IfExists.APPEND), "run-3", "2/7/b");
    assertThat(Rates.read(place("rates"))).containsExactly("1/7/a", "2/7/b");
    assertThat(Rates.companion(place("rates"), "_files")).containsExactly("a/run-1", "b/run-3");
    Rates.publish(target("rates", IfExists.REPLACE), "run-4", "3/7/c");
    assertThat(Rates.read(place("rates"))).containsExactly("3/7/c");
    assertThat(Rates.companion(place("rates"), "_files")).containsExactly("c/run-4");
  }

  @Test
  void earlierContentIsThereToBeRead() {
    try (Publication publication = Rates.begin(target("rates", IfExists.APPEND), "run-0")) {
      assertThat(publication.exists()).isFalse();
      assertThat(publication.current()).isEmpty();
      assertThat(publication.companion("_files")).isEmpty();
    }
    Rates.publish(target("rates", IfExists.APPEND), "run-1", "0001/7/a");
    try (Publication publication = Rates.begin(target("rates", IfExists.APPEND), "run-2")) {
      assertThat(publication.exists()).isTrue();
      assertThat(Rates.text(publication.current().orElseThrow())).containsExactly("0001/7/a");
      assertThat(Rates.text(publication.companion("_files").orElseThrow()))
          .containsExactly("a/run-1");
    }
  }

  @Test
  void withoutCommitEarlierContentStaysAndStagingGoes() throws IOException {
    Rates.publish(target("rates", IfExists.FAIL), "run-1", "1/7/a");
    try (Publication publication = Rates.begin(target("rates", IfExists.REPLACE), "run-2")) {
      Rates.stage(publication, "run-2", "2/7/b");
      assertThat(Rates.read(place("rates"))).containsExactly("1/7/a");
    }
    assertThat(Rates.read(place("rates"))).containsExactly("1/7/a");
    assertThat(names()).containsExactly("rates", "rates_files", "rates_notes");
  }

  @Test
  void onlyFilesThatWereAddedArePublished() throws IOException {
    Target target = target("rates", IfExists.FAIL);
    try (Publication publication = Rates.begin(target, "run-1")) {
      StagedFiles staged = publication.stagedFiles().orElseThrow();
      Path folder = Path.of(java.net.URI.create(staged.directory()));
      Path source = Files.createDirectories(dir.resolve("source"));
      Rates.rows("1/7/a")
          .drop("code")
          .coalesce(1)
          .write()
          .mode("overwrite")
          .parquet(source.toString());
      Path file;
      try (Stream<Path> files = Files.list(source)) {
        file = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      }
      String name = "code=1/" + StagedFiles.fileName(0, OptionalInt.of(1), ".zstd.parquet");
      Files.createDirectories(folder.resolve("code=1"));
      Files.copy(file, folder.resolve(name));
      Files.copy(
          file,
          folder.resolve("code=1/" + StagedFiles.fileName(0, OptionalInt.of(1), ".zstd.parquet")));
      staged.add(List.of(new StagedFile(name, 1, Files.size(file))));
      Published published = publication.commit();
      assertThat(published.table().rows()).isEqualTo(1);
    }
    assertThat(Rates.read(target.place())).containsExactly("1/7/a");
    assertThat(dataFiles("rates")).hasSize(1);
  }

  @Test
  void whatAnAttemptStillWritesWhileTheTableIsPublishedIsNotInIt() throws IOException {
    Target target = target("rates", IfExists.FAIL);
    Path late = Path.of("code=1", StagedFiles.fileName(0, OptionalInt.of(1), ".zstd.parquet"));
    Path[] staged = new Path[1];
    try (Publication publication =
        FilesPublication.begin(
            SparkExtension.session(),
            target,
            Rates.SCHEMA,
            "run-1",
            Rates.COMPANIONS,
            OutputLock.Timing.DEFAULT,
            step -> {
              if (step.equals("journal written")) {
                write(staged[0].resolve(late));
              }
            })) {
      staged[0] = Path.of(java.net.URI.create(publication.stagedFiles().orElseThrow().directory()));
      Rates.stage(publication, "run-1", "1/7/a");
      publication.commit();
    }
    assertThat(dir.resolve("rates").resolve(late)).doesNotExist();
    assertThat(Rates.read(target.place())).containsExactly("1/7/a");
    assertThat(names()).containsExactly("rates", "rates_files", "rates_notes");
  }

  private static void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "the beginning of a file");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStagedFileThatIsNotAsItWasReportedIsNotPublished() {
    try (Publication publication = Rates.begin(target("rates", IfExists.FAIL), "run-1")) {
      publication.stagedFiles().orElseThrow().add(List.of(new StagedFile("x.parquet", 1, 9)));
      assertThatThrownBy(publication::commit)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("x.parquet is gone");
    }
    assertThat(dir.resolve("rates")).doesNotExist();
  }

  @Test
  void anEmptyTableIsATable() {
    Target target = target("rates", IfExists.FAIL);
    try (Publication publication = Rates.begin(target, "run-1")) {
      publication.commit();
    }
    assertThat(Rates.read(target.place())).isEmpty();
    assertThatThrownBy(() -> Rates.publish(target, "run-2", "1/7/a"))
        .hasMessageContaining("exists; use if-exists");
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    Rates.publish(target("rates", IfExists.FAIL), "run-1", "1/7/a");
    Target otherLayout = new Target(place("rates"), Format.PARQUET, IfExists.APPEND, Layout.NONE);
    assertThatThrownBy(() -> Rates.publish(otherLayout, "run-2", "2/7/b"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot append")
        .hasMessageContaining("Use if-exists replace, or another place");
    Files.createDirectories(dir.resolve("photos"));
    Files.writeString(dir.resolve("photos/cat.jpg"), "x");
    assertThatThrownBy(() -> Rates.publish(target("photos", IfExists.REPLACE), "run-2", "2/7/b"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("holds cat.jpg, which is not part of a table");
    assertThat(dir.resolve("photos/cat.jpg")).exists();
  }

  @Test
  void rowsOfFilesCannotBeReplacedOneByOne() {
    try (Publication publication = Rates.begin(target("rates", IfExists.APPEND), "run-1")) {
      assertThat(publication.canReplaceRows()).isFalse();
      assertThatThrownBy(() -> publication.replacing("source", Set.of("a")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Use the format iceberg or delta");
    }
  }

  @Test
  void namesWithOddCharactersWork(SparkSession spark) {
    Target target = target("my rates=2024, x'y", IfExists.FAIL);
    Rates.publish(target, "run-1", "a:b%c d/7/a", "x'y/8/b");
    assertThat(Rates.read(target.place())).containsExactly("a:b%c d/7/a", "x'y/8/b");
    Rates.publish(target("my rates=2024, x'y", IfExists.APPEND), "run-2", "a:b%c d/9/a");
    assertThat(Rates.read(target.place())).hasSize(3);
  }

  @Test
  void avroIsAFolderOfFilesToo() throws IOException {
    Target target = new Target(place("slices"), Format.AVRO, IfExists.FAIL, Layout.NONE);
    Rates.publish(target, "run-1", "1/7/a");
    assertThat(Rates.read(target.place())).containsExactly("1/7/a");
    Files.delete(dir.resolve("slices").resolve(Description.FILE));
    assertThat(Rates.read(target.place())).containsExactly("1/7/a");
  }

  @Test
  void aPublicationWithoutCompanionsIsFine(SparkSession spark) {
    Target target = target("alone", IfExists.FAIL);
    try (Publication publication =
        Publication.begin(spark, target, Rates.SCHEMA, "run-1", Map.of())) {
      publication.rows(Rates.rows("1/7/a"), RowOrder.ARRANGED);
      publication.commit();
    }
    assertThat(Rates.read(target.place())).containsExactly("1/7/a");
  }

  private Place place(String name) {
    return Place.parse(dir.resolve(name).toString());
  }

  private Target target(String name, IfExists ifExists) {
    return new Target(place(name), Format.PARQUET, ifExists, Rates.BY_CODE);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<Path> dataFiles(String name) throws IOException {
    try (Stream<Path> files = Files.walk(dir.resolve(name))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  private long bytes(String name) throws IOException {
    long sum = 0;
    for (Path file : dataFiles(name)) {
      sum += Files.size(file);
    }
    return sum;
  }
}
