package io.lakewright.discord.parquet;

import io.lakewright.discord.series.Marks;
import io.lakewright.discord.series.ProfileRow;
import io.lakewright.discord.series.Reason;
import io.lakewright.discord.series.Tag;
import io.lakewright.discord.series.Track;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.spark.package$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport$;

/** One Parquet file of the table {@code profile}; see the package. */
public final class ProfileFile implements Closeable {
  /** Ends of file names that it writes. */
  public static final String EXTENSION = ".zstd.parquet";

  private static final int GROUP_ROWS = 1_000_000;
  private static final int INDEX_LENGTH = 64;
  private static final int COPY_BLOCK = 64 * 1024;
  private static final long GROUP_BYTES = 128L << 20;
  private static final int PADDING = 8 * 1024 * 1024;
  private static final MessageType MESSAGE =
      MessageTypeParser.parseMessageType(
          """
          message spark_schema {
            optional binary series (STRING);
            optional int64 time (TIMESTAMP(MICROS,true));
            optional int64 index;
            optional double value;
            optional double distance;
            optional int64 neighbor;
            optional boolean anomaly;
            optional binary tag (STRING);
            optional int32 length;
            optional binary dimension (STRING);
            optional binary reason (STRING);
          }
          """);

  private record Named(Binary series, Track track) {}

  private final CodecFactory codecs;
  private final ParquetFileWriter file;
  private final List<Named> group = new ArrayList<>();
  private int groupRows;
  private long rows;

  /** Creates a file. */
  public ProfileFile(Configuration configuration, Path path) throws IOException {
    codecs = new CodecFactory(configuration, COPY_BLOCK);
    file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, configuration),
            MESSAGE,
            ParquetFileWriter.Mode.CREATE,
            GROUP_BYTES,
            PADDING,
            INDEX_LENGTH,
            Integer.MAX_VALUE,
            true);
    file.start();
  }

  /** Adds the rows of a track. */
  public void write(byte[] series, Track track) throws IOException {
    if (track.size() > 0) {
      group.add(new Named(series == null ? null : Binary.fromConstantByteArray(series), track));
      groupRows += track.size();
      if (groupRows >= GROUP_ROWS) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    if (groupRows == 0) {
      return;
    }
    ColumnChunkPageWriteStore chunks =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CompressionCodecName.ZSTD),
            MESSAGE,
            HeapByteBufferAllocator.getInstance(),
            INDEX_LENGTH);
    for (int column = 0; column < MESSAGE.getFieldCount(); column++) {
      PrimitiveType type = MESSAGE.getType(column).asPrimitiveType();
      write(type, chunks.getPageWriter(MESSAGE.getColumns().get(column)));
    }
    file.startBlock(groupRows);
    chunks.flushToFileWriter(file);
    file.endBlock();
    rows += groupRows;
    groupRows = 0;
    group.clear();
  }

  private void write(PrimitiveType type, PageWriter pages) throws IOException {
    switch (type.getName()) {
      case "series" -> perTrack(type, pages, Named::series);
      case "length" -> perTrack(type, pages, named -> named.track().length());
      case "dimension" -> perTrack(type, pages, named -> text(named.track().dimension()));
      case "tag" -> perMark(type, pages, tags());
      case "reason" -> perMark(type, pages, reasons());
      case "anomaly" -> anomalies(new BooleanChunk(type, pages));
      case "value" -> values(new DoubleChunk(type, pages));
      case "distance" -> distances(new DoubleChunk(type, pages));
      default -> longs(type.getName(), new LongChunk(type, pages));
    }
  }

  private static Binary text(String text) {
    return text == null
        ? null
        : Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  private void perTrack(PrimitiveType type, PageWriter pages, Function<Named, Object> value)
      throws IOException {
    LinkedHashSet<Object> different = new LinkedHashSet<>();
    for (Named named : group) {
      Object one = value.apply(named);
      if (one != null) {
        different.add(one);
      }
    }
    CodeChunk chunk = new CodeChunk(type, pages, List.copyOf(different));
    for (Named named : group) {
      chunk.add(value.apply(named), named.track().size());
    }
    chunk.end();
  }

  /** What each mark, read as a number, says. */
  private static Object[] tags() {
    Object[] texts = new Object[Tag.values().length];
    for (Tag tag : Tag.values()) {
      texts[tag.ordinal()] = text(tag.name());
    }
    Object[] byMark = new Object[Byte.MAX_VALUE + 1];
    for (Tag tag : Tag.values()) {
      for (Reason reason : Reason.values()) {
        byMark[Marks.of(tag, reason)] = texts[tag.ordinal()];
      }
    }
    return byMark;
  }

  private static Object[] reasons() {
    Object[] byMark = new Object[Byte.MAX_VALUE + 1];
    for (Reason reason : Reason.values()) {
      Binary text = text(reason.id());
      for (Tag tag : Tag.values()) {
        byMark[Marks.of(tag, reason)] = text;
      }
    }
    return byMark;
  }

  private void perMark(PrimitiveType type, PageWriter pages, Object[] byMark)
      throws IOException {
    LinkedHashSet<Object> different = new LinkedHashSet<>();
    for (Object value : byMark) {
      if (value != null) {
        different.add(value);
      }
    }
    CodeChunk chunk = new CodeChunk(type, pages, List.copyOf(different));
    for (Named named : group) {
      byte[] marks = named.track().marks();
      int from = 0;
      while (from < marks.length) {
        int to = from + 1;
        while (to < marks.length && byMark[marks[to]] == byMark[marks[from]]) {
          to++;
        }
        chunk.add(byMark[marks[from]], to - from);
        from = to;
      }
    }
    chunk.end();
  }

  private void anomalies(BooleanChunk chunk) throws IOException {
    for (Named named : group) {
      for (byte mark : named.track().marks()) {
        chunk.add(Marks.tag(mark) == Tag.IS_ANOMALY);
      }
    }
    chunk.end();
  }

  private void values(DoubleChunk chunk) throws IOException {
    for (Named named : group) {
      for (double value : named.track().values()) {
        if (Double.isNaN(value)) {
          chunk.absent();
        } else {
          chunk.add(value);
        }
      }
    }
    chunk.end();
  }

  private void distances(DoubleChunk chunk) throws IOException {
    for (Named named : group) {
      Track track = named.track();
      for (int i = 0; i < track.size(); i++) {
        if (Marks.reason(track.marks()[i]) == Reason.NONE) {
          chunk.add(track.distances()[i]);
        } else {
          chunk.absent();
        }
      }
    }
    chunk.end();
  }

  private void longs(String name, LongChunk chunk) throws IOException {
    for (Named named : group) {
      Track track = named.track();
      for (int i = 0; i < track.size(); i++) {
        switch (name) {
          case "time" -> chunk.add(track.times()[i]);
          case "index" -> chunk.add(track.first() + i);
          default -> {
            if (track.neighbors()[i] < 0) {
              chunk.absent();
            } else {
              chunk.add(track.neighbors()[i]);
            }
          }
        }
      }
    }
    chunk.end();
  }

  /** Rows in the file, once it is closed. */
  public long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    try {
      flush();
      file.end(
          Map.of(
              ParquetReadSupport$.MODULE$.SPARK_METADATA_KEY(),
              ProfileRow.SCHEMA.json(),
              "org.apache.spark.version",
              package$.MODULE$.SPARK_VERSION_SHORT()));
    } finally {
      codecs.release();
    }
  }
}
