package io.lakewright.rates.explode;

import io.lakewright.rates.split.ScratchFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import net.jpountz.lz4.LZ4BlockInputStream;
import net.jpountz.lz4.LZ4BlockOutputStream;

/**
 * Blocks on local disk, compressed. An item stands once for the blocks that follow each other, a
 * provider once as long as it is among those that are remembered.
 */
final class BlockFile implements Closeable {
  private static final int BUFFER = 32 * 1024;
  private static final int REMEMBERED = 4096;
  private static final int NEW = -1;

  private final CellBytes itemCells;
  private final CellBytes providerCells;
  private final CellBytes priceCells;
  private final FileChannel file;
  private LZ4BlockOutputStream compressed;
  private DataOutputStream out;
  private IdentityHashMap<Provider, Integer> providers = new IdentityHashMap<>();
  private Object[] lastItem;
  private long blocks;

  BlockFile(CellBytes itemCells, CellBytes providerCells, CellBytes priceCells) throws IOException {
    this.itemCells = itemCells;
    this.providerCells = providerCells;
    this.priceCells = priceCells;
    this.file = ScratchFile.create("rates");
    this.compressed = new LZ4BlockOutputStream(Channels.newOutputStream(file));
    this.out = new DataOutputStream(new BufferedOutputStream(compressed, BUFFER));
  }

  /**
   * Appends a block.
   *
   * @param count of prices
   * @param prices their cells one after the other, as bytes
   */
  void write(Item item, int count, byte[] prices, Members members) throws IOException {
    boolean isNew = item.cells() != lastItem;
    out.writeBoolean(isNew);
    if (isNew) {
      lastItem = item.cells();
      itemCells.write(lastItem, out);
    }
    out.writeInt(count);
    out.write(prices);
    out.writeInt(members.stretches().size());
    for (Members.Stretch stretch : members.stretches()) {
      provider(stretch.provider());
      out.writeInt(stretch.to() - stretch.from());
      for (int i = stretch.from(); i < stretch.to(); i++) {
        out.writeLong(stretch.npis()[i]);
      }
    }
    blocks++;
  }

  private void provider(Provider provider) throws IOException {
    Integer known = providers.get(provider);
    if (known != null) {
      out.writeInt(known);
      return;
    }
    if (providers.size() == REMEMBERED) {
      providers.clear();
    }
    providers.put(provider, providers.size());
    out.writeInt(NEW);
    providerCells.write(provider.cells(), out);
  }

  /**
   * Nothing can be appended any more; the buffers of appending, most of this object, are let go.
   */
  void finish() throws IOException {
    out.flush();
    compressed.finish();
    out = null;
    compressed = null;
    providers = null;
    lastItem = null;
  }

  /** All blocks of a finished file, once. */
  Iterator<RateBlock> read() throws IOException {
    return new Blocks();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private final class Blocks implements Iterator<RateBlock> {
    private final DataInputStream in;
    private final List<Provider> known = new ArrayList<>();
    private Item current;
    private long left = blocks;

    Blocks() throws IOException {
      file.position(0);
      in =
          new DataInputStream(
              new BufferedInputStream(
                  new LZ4BlockInputStream(Channels.newInputStream(file)), BUFFER));
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public RateBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException("No more blocks");
      }
      left--;
      try {
        return block();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read back what was spilled to the local disk", e);
      }
    }

    private RateBlock block() throws IOException {
      if (in.readBoolean()) {
        Object[] cells = itemCells.read(in);
        current = new Item(cells, HeaderParser.code(cells));
      }
      List<Price> prices = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        prices.add(new Price(priceCells.read(in)));
      }
      Members members = new Members();
      for (int stretches = in.readInt(); stretches > 0; stretches--) {
        Provider provider = provider();
        long[] npis = new long[in.readInt()];
        for (int i = 0; i < npis.length; i++) {
          npis[i] = in.readLong();
        }
        members.add(provider, npis, 0, npis.length);
      }
      return new RateBlock(current, prices, members);
    }

    private Provider provider() throws IOException {
      int id = in.readInt();
      if (id != NEW) {
        return known.get(id);
      }
      if (known.size() == REMEMBERED) {
        known.clear();
      }
      Provider provider = new Provider(providerCells.read(in));
      known.add(provider);
      return provider;
    }
  }
}
