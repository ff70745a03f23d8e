package io.lakewright.sample;

/** Writes provider references and their groups, in their section or inline. */
final class ReferencesWriter {
  private static final int IDS_PER_WHOLE = 99_999;
  private static final int FIRST_WHOLE = 100;
  private static final byte[] GROUP = JsonBytes.ascii("{\"provider_group_id\":");
  private static final byte[] GROUPS = JsonBytes.ascii(",\"provider_groups\":[");
  private static final byte[] NPI = JsonBytes.ascii("{\"npi\":[");
  private static final byte[] VALUE = JsonBytes.ascii("\",\"value\":\"");
  private static final byte[] NAME = JsonBytes.ascii("\",\"business_name\":\"");

  private final RatesOptions options;
  private final Market market;
  private final Network network;
  private final JsonBytes json;
  private final byte[] networkName;
  private final byte[] tinByNpi = JsonBytes.ascii("],\"tin\":{\"type\":\"npi");
  private final byte[] tinByEin;
  private long groups;

  ReferencesWriter(
      RatesOptions options, Market market, Network network, Payer payer, JsonBytes json) {
    this.options = options;
    this.market = market;
    this.network = network;
    this.json = json;
    networkName =
        JsonBytes.ascii(
            options.schema().second() ? ",\"network_name\":[\"" + payer.network() + "\"]" : "");
    tinByEin =
        JsonBytes.ascii("],\"tin\":{\"type\":\"" + (options.has(Quirk.OFF_ENUM) ? "EIN" : "ein"));
  }

  /** The section, without a comma after it. */
  void section() {
    json.raw("\"provider_references\":[");
    for (int index = 0; index < network.length(); index++) {
      if (index > 0) {
        json.raw(',').raw('\n');
      }
      json.raw(GROUP);
      id(index, true);
      json.raw(networkName).raw(GROUPS);
      groups += groups(index);
      json.raw(']').raw('}');
    }
    json.raw(']');
  }

  /** How many groups the section had. */
  long groupsWritten() {
    return groups;
  }

  /** The id of a reference; fractional ones may end in a zero where they are defined. */
  void id(int index, boolean definition) {
    if (!options.has(Quirk.FRACTIONAL_IDS)) {
      json.number(index + 1L);
      return;
    }
    int fraction = index % IDS_PER_WHOLE + 1;
    int width = 5;
    while (!definition && fraction % 10 == 0) {
      fraction /= 10;
      width--;
    }
    json.number(FIRST_WHOLE + index / IDS_PER_WHOLE).raw('.').number(fraction, width);
  }

  /** The groups of a reference, separated by commas; returns how many. */
  int groups(int index) {
    int reference = network.reference(index);
    int number = market.groups(reference);
    for (int group = 0; group < number; group++) {
      if (group > 0) {
        json.raw(',');
      }
      json.raw(NPI);
      npis(reference, group);
      tin(reference, group);
    }
    return number;
  }

  private void npis(int reference, int group) {
    if (network.knownByTinOnly(reference, group)) {
      npi(0);
      return;
    }
    int size = network.size(reference, group);
    boolean repeated = options.has(Quirk.DUPLICATE_NPIS) && (reference + group) % 4 == 1;
    int times = repeated ? 2 + reference % 2 : 1;
    for (int i = 0; i < size * times; i++) {
      if (i > 0) {
        json.raw(',');
      }
      npi(market.npi(reference, group, i % size));
    }
  }

  private void npi(long npi) {
    if (options.has(Quirk.STRING_NPIS)) {
      json.raw('"').number(npi).raw('"');
    } else {
      json.number(npi);
    }
  }

  private void tin(int reference, int group) {
    boolean byNpi = market.billsByNpi(reference, group);
    json.raw(byNpi ? tinByNpi : tinByEin).raw(VALUE);
    if (byNpi) {
      json.number(market.npi(reference, group, 0));
    } else {
      long ein = market.ein(reference, group);
      json.number(ein / 10_000_000).raw('-').number(ein % 10_000_000, 7);
      if (options.schema().second()) {
        json.raw(NAME).raw(market.businessName(reference, group));
      }
    }
    json.raw('"').raw('}').raw('}');
  }
}
