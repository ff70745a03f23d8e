package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Provider groups on local disk, with those used last in memory. In memory for each group: its key
 * and its place.
 */
final class LocalProviders implements ProviderLookup {
  private final Map<GroupKey, Long> places = new HashMap<>();
  private final AnomalyLog anomalies = new AnomalyLog();
  private final long budget = Runtime.getRuntime().maxMemory() / 32;
  private final LinkedHashMap<GroupKey, Members> cache = new LinkedHashMap<>(64, 0.75f, true);
  private long cachedProviders;
  private final Path path;
  private final RandomAccessFile file;

  private LocalProviders(Path path) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  /** Keeps the groups until the task ends. */
  static LocalProviders keep(Iterator<JoinedProviders.NeededGroup> groups) {
    try {
      LocalProviders providers =
          new LocalProviders(Files.createTempFile("lakewright-providers", ".bin"));
      TaskContext.get()
          .addTaskCompletionListener((TaskCompletionListener) context -> providers.close());
      providers.write(groups);
      return providers;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep providers in the local temporary folder", e);
    }
  }

  private void write(Iterator<JoinedProviders.NeededGroup> groups) throws IOException {
    CountingOutput counted =
        new CountingOutput(new BufferedOutputStream(Files.newOutputStream(path), 256 * 1024));
    try (DataOutputStream out = new DataOutputStream(counted)) {
      while (groups.hasNext()) {
        JoinedProviders.NeededGroup needed = groups.next();
        ProviderGroup group = needed.definitions().get(0);
        AnomalyLog log = needed.noted() ? anomalies : new AnomalyLog();
        for (ProviderGroup other : needed.definitions().subList(1, needed.definitions().size())) {
          group = ProviderDirectory.unite(group, other, log);
        }
        if (needed.wanted()) {
          places.put(new GroupKey(group.file(), group.id()), counted.written);
          write(group, out);
        }
      }
    }
  }

  @Override
  public Members members(String sourceFile, String id) {
    GroupKey key = new GroupKey(sourceFile, id);
    Members members = cache.get(key);
    if (members == null) {
      Long place = places.get(key);
      if (place == null) {
        return null;
      }
      members = ProviderDirectory.resolve(read(key, place));
      cachedProviders += members.size();
      cache.put(key, members);
      evict();
    }
    return members;
  }

  @Override
  public AnomalyLog anomalies() {
    return anomalies;
  }

  private void evict() {
    Iterator<Members> eldest = cache.values().iterator();
    while (cachedProviders * Long.BYTES > budget && cache.size() > 1) {
      cachedProviders -= eldest.next().size();
      eldest.remove();
    }
  }

  private ProviderGroup read(GroupKey key, long place) {
    try {
      file.seek(place);
      DataInputStream in =
          new DataInputStream(
              new java.io.BufferedInputStream(Channels.newInputStream(file.getChannel()), 65536));
      return read(key, in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read back providers from local disk", e);
    }
  }

  private void close() {
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(ProviderGroup group, DataOutputStream out) throws IOException {
    String[] networks = group.networks();
    out.writeInt(networks == null ? -1 : networks.length);
    for (int i = 0; networks != null && i < networks.length; i++) {
      text(networks[i], out);
    }
    out.writeInt(group.tins().size());
    for (ProviderGroup.Tin tin : group.tins()) {
      text(tin.type(), out);
      text(tin.value(), out);
      text(tin.business(), out);
      out.writeInt(tin.npis().length);
      for (long npi : tin.npis()) {
        out.writeLong(npi);
      }
    }
  }

  private static ProviderGroup read(GroupKey key, DataInputStream in) throws IOException {
    int count = in.readInt();
    String[] networks = count < 0 ? null : new String[count];
    for (int i = 0; i < count; i++) {
      networks[i] = text(in);
    }
    int tins = in.readInt();
    List<ProviderGroup.Tin> all = new ArrayList<>(tins);
    for (int i = 0; i < tins; i++) {
      String type = text(in);
      String value = text(in);
      String business = text(in);
      long[] npis = new long[in.readInt()];
      for (int n = 0; n < npis.length; n++) {
        npis[n] = in.readLong();
      }
      all.add(new ProviderGroup.Tin(type, value, business, npis));
    }
    return new ProviderGroup(key.file(), key.id(), 0, networks, all);
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0
        ? null
        : new String(in.readNBytes(length), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Knows its position beyond two gigabytes, which {@link DataOutputStream#size} does not. */
  private static final class CountingOutput extends FilterOutputStream {
    private long written;

    CountingOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      written++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      written += length;
    }
  }
}
