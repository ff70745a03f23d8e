package io.lakewright.rates.explode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.List;

/** A {@link ProviderGroup} as it travels. */
final class PackedGroup implements Externalizable {
  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;

  private ProviderGroup group;

  /** For Java's serialization, which fills it. */
  public PackedGroup() {}

  PackedGroup(ProviderGroup group) {
    this.group = group;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    // An object of its own: it is the same one for all groups of a file, and written once.
    out.writeObject(group.key().file());
    write(group.key().id(), out);
    out.writeInt(group.key().shard());
    out.writeLong(group.position());
    String[] networks = group.networks();
    out.writeInt(networks == null ? NONE : networks.length);
    for (int i = 0; networks != null && i < networks.length; i++) {
      write(networks[i], out);
    }
    out.writeInt(group.tins().size());
    for (ProviderGroup.Tin tin : group.tins()) {
      write(tin.type(), out);
      write(tin.value(), out);
      write(tin.business(), out);
      out.writeInt(tin.npis().length);
      for (long npi : tin.npis()) {
        out.writeLong(npi);
      }
    }
  }

  private static void write(String text, ObjectOutput out) throws IOException {
    if (text == null) {
      out.writeInt(NONE);
      return;
    }
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    String file = (String) in.readObject();
    GroupKey key = new GroupKey(file, text(in), in.readInt());
    long position = in.readLong();
    int names = in.readInt();
    String[] networks = names == NONE ? null : new String[names];
    for (int i = 0; i < names; i++) {
      networks[i] = text(in);
    }
    int count = in.readInt();
    List<ProviderGroup.Tin> tins = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String type = text(in);
      String value = text(in);
      String business = text(in);
      long[] npis = new long[in.readInt()];
      for (int n = 0; n < npis.length; n++) {
        npis[n] = in.readLong();
      }
      tins.add(new ProviderGroup.Tin(type, value, business, npis));
    }
    group = new ProviderGroup(key, position, networks, tins);
  }

  private static String text(ObjectInput in) throws IOException {
    int length = in.readInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  private Object readResolve() {
    return group;
  }
}
