package io.lakewright.rates.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with contexts of its own. parquet-java's codec makes a stream, and with it a
 * context of megabytes, for each page, which costs more than the compression of a small one.
 *
 * <p>Packed ids hold little that a search for repeats finds: below level 4 they are compressed with
 * level 1, in half the time, which makes files larger by a few hundredths. Higher levels are taken
 * as a wish for small files.
 */
@SuppressWarnings("deprecation") // What Parquet 1.13 takes; later versions take its interface.
final class ZstdPages extends CodecFactory.BytesCompressor {
  private static final int FAST = 1;
  private static final int SLOW = 4;

  private final ZstdCompressCtx forValues = new ZstdCompressCtx();
  private final ZstdCompressCtx forIds = new ZstdCompressCtx();
  private ZstdCompressCtx context = forValues;
  private final Bytes plain = new Bytes();
  private byte[] compressed = new byte[4096];

  ZstdPages(int level) {
    forValues.setLevel(level);
    forIds.setLevel(level < SLOW ? Math.min(level, FAST) : level);
  }

  /** The next pages hold values. */
  void expectValues() {
    context = forValues;
  }

  /** The next pages hold ids. */
  void expectIds() {
    context = forIds;
  }

  /** The result is valid until the next call. */
  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    plain.clear();
    page.writeAllTo(plain);
    int bound = (int) Zstd.compressBound(plain.size());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int length =
        context.compressByteArray(compressed, 0, compressed.length, plain.array(), 0, plain.size());
    return BytesInput.from(compressed, 0, length);
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {
    forValues.close();
    forIds.close();
  }
}
