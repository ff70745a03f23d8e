package io.lakewright.rates.input;

import io.lakewright.UserException;
import io.lakewright.job.JobContext;
import io.lakewright.job.Progress;
import io.lakewright.rates.split.CodeFilter;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.Slice;
import io.lakewright.rates.split.SliceReader;
import io.lakewright.rates.split.SliceTable;
import io.lakewright.rates.split.SplitLimits;
import io.lakewright.source.ContentId;
import io.lakewright.source.DocumentException;
import io.lakewright.source.Limits;
import io.lakewright.source.SourceFile;
import io.lakewright.source.SourceFiles;
import io.lakewright.table.Place;
import io.lakewright.table.TablePlace;
import io.lakewright.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Where the rates come from: machine-readable files, or the slices that {@code split} made. */
public final class RateInput {
  private final SparkSession spark;
  private final List<SourceFile> files;
  private final List<Place> slices;
  private final Limits reading;

  private RateInput(
      SparkSession spark, List<SourceFile> files, List<Place> slices, Limits reading) {
    this.spark = spark;
    this.reading = reading;
    this.files = files;
    this.slices = slices;
  }

  /**
   * Finds the input.
   *
   * @param input files, folders, patterns, web addresses; folders or tables with slices; tables of
   *     files that {@code index} made
   * @param reading how files are read, from the web too
   * @throws UserException if one does not exist
   */
  public static RateInput find(SparkSession spark, List<String> input, Limits reading) {
    List<String> paths = new ArrayList<>();
    List<String> listed = new ArrayList<>();
    List<Place> slices = new ArrayList<>();
    for (String one : input) {
      Place place = tablePlace(spark, one);
      if (place == null) {
        paths.add(one);
      } else if (SliceTable.is(Tables.read(spark, place).schema())) {
        slices.add(place);
      } else {
        listed.addAll(IndexedFiles.locations(Tables.read(spark, place), one));
      }
    }
    Map<String, SourceFile> found = new LinkedHashMap<>();
    SourceFiles.list(paths, hadoop(spark), reading).forEach(file -> found.put(file.uri(), file));
    SourceFiles.listed(listed, hadoop(spark)).forEach(file -> found.putIfAbsent(file.uri(), file));
    List<SourceFile> files = new ArrayList<>(found.values());
    if (files.isEmpty() && slices.isEmpty()) {
      throw new UserException(
          "No input files in " + String.join(", ", input) + "; check the folder or the pattern");
    }
    return new RateInput(spark, files, slices, reading);
  }

  /** The input as a table, if it is one: a table's name, or a folder with table files. */
  private static Place tablePlace(SparkSession spark, String input) {
    if (input.contains("://") && input.startsWith("http")) {
      return null;
    }
    Path path = new Path(input);
    try {
      FileSystem files = path.getFileSystem(hadoop(spark));
      if (files.exists(path)) {
        return files.getFileStatus(path).isDirectory() && holdsTable(files.listStatus(path))
            ? Place.parse(files.makeQualified(path).toString())
            : null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + input + ": " + e.getMessage(), e);
    }
    boolean name =
        input.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+){1,2}")
            && Place.parse(input) instanceof TablePlace table
            && spark.catalog().tableExists(table.toString());
    return name ? Place.parse(input) : null;
  }

  private static boolean holdsTable(FileStatus[] content) {
    for (FileStatus file : content) {
      String name = file.getPath().getName();
      if (name.endsWith(".avro") || name.endsWith(".parquet") || name.equals("_delta_log")) {
        return true;
      }
    }
    return false;
  }

  /** Files to be split; none if the input is slices. */
  public List<SourceFile> files() {
    return files;
  }

  /** Whether some of the input is slices. */
  public boolean hasSlices() {
    return !slices.isEmpty();
  }

  /** Stored bytes of the files, as far as known. */
  public long bytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.length())).sum();
  }

  /** Selects what the table does not hold yet. */
  public Selection select(LoadedFiles loaded, Progress progress) {
    List<SourceFile> all = new ArrayList<>(files);
    Map<String, ContentId> split = new HashMap<>();
    for (Place place : slices) {
      for (Row row : loadedBySplit(place)) {
        ContentId content = new ContentId(row.getString(1), row.getLong(2));
        split.put(row.getString(0), content);
        all.add(new SourceFile(row.getString(0), row.getString(0), content.length()));
      }
    }
    return Selection.of(
        all,
        loaded,
        doubtful -> {
          Map<String, ContentId> contents = new HashMap<>(split);
          List<SourceFile> unread =
              doubtful.stream().filter(file -> !split.containsKey(file.name())).toList();
          if (!unread.isEmpty()) {
            progress.phase("Recognising " + unread.size() + " files by their content");
            contents.putAll(contents(unread));
          }
          return contents;
        });
  }

  private List<Row> loadedBySplit(Place place) {
    return Tables.read(spark, place.withSuffix("_files"))
        .select("stored_file", "content_sha256", "stored_bytes")
        .distinct()
        .collectAsList();
  }

  private Map<String, ContentId> contents(List<SourceFile> unread) {
    SerializableConfiguration hadoop = new SerializableConfiguration(hadoop(spark));
    Limits allowed = reading;
    return context()
        .parallelize(
            Packing.tasks(unread, context().defaultParallelism()), Math.min(unread.size(), 1000))
        .flatMap(List::iterator)
        .flatMapToPair(file -> content(file, hadoop.value(), allowed))
        .collectAsMap();
  }

  /** None for a file that its server does not give, which splitting will note. */
  private static Iterator<Tuple2<String, ContentId>> content(
      SourceFile file, Configuration hadoop, Limits allowed) throws IOException {
    try {
      ContentId content = ContentId.of(file, hadoop, allowed);
      return List.of(new Tuple2<>(file.name(), content)).iterator();
    } catch (DocumentException e) {
      return Collections.emptyIterator();
    }
  }

  /**
   * The slices of what was selected.
   *
   * @param filter items wanted
   * @param rates what is wanted of them; slices of {@code split} hold more
   */
  public JavaRDD<Slice> slices(
      Selection selection,
      SplitLimits limits,
      CodeFilter filter,
      RateFilter rates,
      JobContext job) {
    List<JavaRDD<Slice>> all = new ArrayList<>();
    List<SourceFile> toSplit = selection.load().stream().filter(files::contains).toList();
    if (!toSplit.isEmpty()) {
      LongAccumulator read = job.progress().counter("read", Progress.Unit.BYTES, bytes());
      SerializableConfiguration hadoop = new SerializableConfiguration(hadoop(spark));
      Limits allowed = reading;
      List<List<SourceFile>> tasks = Packing.tasks(toSplit, context().defaultParallelism());
      all.add(
          context()
              .parallelize(tasks, tasks.size())
              .mapPartitions(
                  task ->
                      new SliceReader(
                          flat(task), hadoop.value(), allowed, limits, filter, rates, read)));
    }
    Set<String> known = new HashSet<>();
    selection.known().forEach(file -> known.add(file.name()));
    for (Place place : slices) {
      Dataset<Row> table = Tables.read(spark, place);
      if (!known.isEmpty()) {
        table = table.filter(functions.not(functions.col("source_file").isin(known.toArray())));
      }
      all.add(SliceTable.fromTable(table, filter));
    }
    return all.stream()
        .reduce(JavaRDD::union)
        .orElseThrow(() -> new IllegalStateException("Nothing was selected"));
  }

  private static Iterator<SourceFile> flat(Iterator<List<SourceFile>> task) {
    List<SourceFile> files = new ArrayList<>();
    task.forEachRemaining(files::addAll);
    return files.iterator();
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  private static Configuration hadoop(SparkSession spark) {
    return spark.sessionState().newHadoopConf();
  }
}
