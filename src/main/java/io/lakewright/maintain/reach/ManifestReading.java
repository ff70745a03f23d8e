package io.lakewright.maintain.reach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.GenericManifestFile;
import org.apache.iceberg.GenericPartitionFieldSummary;
import org.apache.iceberg.InternalData;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.io.FileIO;

/** Reads manifest lists and manifests by their location, on any JVM. */
final class ManifestReading {
  private static final List<String> COLUMNS =
      List.of("content", "file_path", "file_size_in_bytes", "content_size_in_bytes");

  private ManifestReading() {}

  /** The manifests that a manifest list names. */
  static List<ManifestFile> manifests(FileIO io, String manifestList) {
    try (CloseableIterable<ManifestFile> manifests =
        InternalData.read(FileFormat.AVRO, io.newInputFile(manifestList))
            .setRootType(GenericManifestFile.class)
            .setCustomType(
                ManifestFile.PARTITION_SUMMARIES_ELEMENT_ID, GenericPartitionFieldSummary.class)
            .project(ManifestFile.schema())
            .build()) {
      List<ManifestFile> all = new ArrayList<>();
      manifests.forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the manifest list " + manifestList, e);
    }
  }

  /** The live files that a manifest names; to be closed. */
  static CloseableIterator<? extends ContentFile<?>> files(Table table, ManifestFile manifest) {
    // Of a spec that the table does not know, as of a restored one, the manifest itself tells.
    Map<Integer, PartitionSpec> specs =
        table.specs().containsKey(manifest.partitionSpecId()) ? table.specs() : null;
    return manifest.content() == ManifestContent.DATA
        ? ManifestFiles.read(manifest, table.io(), specs).select(COLUMNS).iterator()
        : ManifestFiles.readDeleteManifest(manifest, table.io(), specs).select(COLUMNS).iterator();
  }

  static FileKind kind(ContentFile<?> file) {
    return file.content() == FileContent.DATA ? FileKind.DATA : FileKind.DELETES;
  }
}
