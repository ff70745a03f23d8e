package io.lakewright.maintain.reach;

import io.lakewright.maintain.s3.S3Access;
import io.lakewright.maintain.s3.S3Objects;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * What storage has below a table's folders, listed by tasks: the upper levels of folders, or of
 * prefixes up to a slash, are found by the driver until there are enough to share out.
 */
public final class ListedFiles {
  /** Location, size, modification time in milliseconds. */
  public static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("bytes", DataTypes.LongType, false)
          .add("modified", DataTypes.LongType, false);

  private static final int TASKS_PER_CORE = 4;
  private static final int LEVELS = 4;
  private static final int PAGES = 20;

  private ListedFiles() {}

  /** All files below a folder. */
  public static Dataset<Row> below(SparkSession spark, Table table, String folder) {
    Configuration conf = spark.sessionState().newHadoopConf();
    int least = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
    Optional<S3Access> s3 =
        FolderListing.isByPrefix(table.io(), folder) ? S3Access.of(table.io()) : Optional.empty();
    FolderListing.Division division;
    if (s3.isPresent()) {
      division = divide(s3.get(), folder, least);
    } else if (FolderListing.isByPrefix(table.io(), folder)) {
      division = new FolderListing.Division(List.of(), List.of(folder));
    } else {
      division = FolderListing.divide(conf, folder, least);
    }
    return list(spark, table, conf, division);
  }

  private static Dataset<Row> list(
      SparkSession spark, Table table, Configuration conf, FolderListing.Division division) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Row> found = division.files().stream().map(ListedFiles::row).toList();
    Dataset<Row> upper =
        spark.createDataset(context.parallelize(found).rdd(), Encoders.row(SCHEMA));
    if (division.folders().isEmpty()) {
      return upper;
    }
    Broadcast<SerializableConfiguration> shared =
        context.broadcast(new SerializableConfiguration(conf));
    Broadcast<Table> tables = context.broadcast(SerializableTableWithSize.copyOf(table));
    FlatMapFunction<String, Row> list =
        folder ->
            new RowIterator(
                FolderListing.files(tables.value().io(), shared.value().value(), folder));
    Dataset<String> folders =
        spark.createDataset(
            context.parallelize(division.folders(), division.folders().size()).rdd(),
            Encoders.STRING());
    return upper.union(folders.flatMap(list, Encoders.row(SCHEMA)));
  }

  private static Row row(FileInfo file) {
    return RowFactory.create(file.location(), file.size(), file.createdAtMillis());
  }

  private record RowIterator(Iterator<FileInfo> files) implements Iterator<Row> {
    @Override
    public boolean hasNext() {
      return files.hasNext();
    }

    @Override
    public Row next() {
      return row(files.next());
    }
  }

  /** Level by level, up to a slash each; a level with too many pages is left to its task. */
  private static FolderListing.Division divide(S3Access access, String folder, int least) {
    List<FileInfo> files = new ArrayList<>();
    List<String> open = List.of(folder.endsWith("/") ? folder : folder + "/");
    List<String> done = new ArrayList<>();
    try (S3Objects objects = access.open()) {
      for (int level = 0; level < LEVELS && !open.isEmpty(); level++) {
        if (open.size() + done.size() >= least) {
          break;
        }
        List<String> below = new ArrayList<>();
        for (String prefix : open) {
          if (!split(objects, prefix, files, below)) {
            done.add(prefix);
          }
        }
        open = below;
      }
    }
    done.addAll(open);
    return new FolderListing.Division(files, done);
  }

  private static boolean split(
      S3Objects objects, String prefix, List<FileInfo> files, List<String> below) {
    int schemeEnd = prefix.indexOf("://") + 3;
    int bucketEnd = prefix.indexOf('/', schemeEnd);
    String root = prefix.substring(0, bucketEnd + 1);
    List<FileInfo> here = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(prefix.substring(schemeEnd, bucketEnd))
            .prefix(prefix.substring(bucketEnd + 1))
            .delimiter("/")
            .build();
    int pages = 0;
    for (ListObjectsV2Response page : objects.client(prefix).listObjectsV2Paginator(request)) {
      if (++pages > PAGES) {
        return false;
      }
      page.contents()
          .forEach(
              object ->
                  here.add(
                      new FileInfo(
                          root + object.key(),
                          object.size(),
                          object.lastModified().toEpochMilli())));
      for (CommonPrefix common : page.commonPrefixes()) {
        folders.add(root + common.prefix());
      }
    }
    files.addAll(here);
    below.addAll(folders);
    return true;
  }
}
