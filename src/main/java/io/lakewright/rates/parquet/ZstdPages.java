package io.lakewright.rates.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with one context. parquet-java's codec makes a stream, and with it a context of
 * megabytes, for each page, which costs more than the compression of a small one.
 */
final class ZstdPages extends CodecFactory.BytesCompressor {
  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private final Bytes plain = new Bytes();
  private byte[] compressed = new byte[4096];

  ZstdPages(int level) {
    context.setLevel(level);
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
    context.close();
  }
}
