package io.lakewright.sample;

import java.util.List;
import java.util.Locale;

/**
 * An invented insurer.
 *
 * @param level its prices relative to a code's usual fee
 * @param spread deviation of its prices' logarithms, within one code
 */
record Payer(String name, String type, String plan, double level, double spread) {
  static final List<Payer> ALL =
      List.of(
          new Payer("Prairie Mutual Health", "health insurance issuer", "Prairie PPO", 1.0, 0.18),
          new Payer("Harborline Insurance", "health insurance issuer", "Harbor Open", 1.22, 0.34),
          new Payer("Summit Oak Benefits", "third party administrator", "Oak Value", 0.84, 0.12),
          new Payer("Twin Rivers Health", "health insurance issuer", "Rivers HMO", 0.93, 0.22),
          new Payer("Lantern Care Trust", "group health plan", "Lantern Core", 1.1, 0.28));

  /** The name as it stands in file names. */
  String slug() {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /** The name of its network, from schema 2.0 on. */
  String network() {
    return plan + " Network";
  }
}
