package io.lakewright.testkit.writing;

import java.io.IOException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** A file of an Iceberg table to which a hook may do something. */
record HookedOutputFile(OutputFile file, WriteHook hook) implements OutputFile {
  @Override
  public PositionOutputStream create() {
    return new Stream(file.create(), hook);
  }

  @Override
  public PositionOutputStream createOrOverwrite() {
    return new Stream(file.createOrOverwrite(), hook);
  }

  @Override
  public String location() {
    return file.location();
  }

  @Override
  public InputFile toInputFile() {
    return file.toInputFile();
  }

  private static final class Stream extends PositionOutputStream {
    private final PositionOutputStream out;
    private final WriteHook hook;

    Stream(PositionOutputStream out, WriteHook hook) {
      this.out = out;
      this.hook = hook;
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      hook.writing(out.getPos());
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      hook.closing();
      out.close();
    }
  }
}
