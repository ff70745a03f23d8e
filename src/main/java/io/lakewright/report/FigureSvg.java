package io.lakewright.report;

import io.lakewright.job.JobResult.Curve;
import io.lakewright.job.JobResult.Mark;
import io.lakewright.job.JobResult.Panel;
import java.util.Locale;

/** Draws a panel of curves as SVG, in the colours of the report; all texts are escaped. */
final class FigureSvg {
  private static final int WIDTH = 1000;
  private static final int LEFT = 64;
  private static final int LABEL = 22;
  private static final int NOTES = 18;
  private static final int HEIGHT = 110;
  private static final int BOTTOM = 20;

  private final Panel panel;
  private final int top;
  private final StringBuilder svg = new StringBuilder();
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  private FigureSvg(Panel panel) {
    this.panel = panel;
    this.top = panel.marks().isEmpty() ? LABEL : LABEL + NOTES;
  }

  static String of(Panel panel) {
    return new FigureSvg(panel).draw();
  }

  private String draw() {
    range();
    int height = top + HEIGHT + BOTTOM;
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, height, escaped(panel.label())));
    panel.marks().forEach(this::mark);
    grid();
    panel.curves().forEach(this::curve);
    text(LEFT, 14, "start", "label", panel.label());
    text(LEFT, height - 5, "start", "axis", panel.from());
    text(WIDTH, height - 5, "end", "axis", panel.to());
    return svg.append("</svg>").toString();
  }

  private void range() {
    for (Curve curve : panel.curves()) {
      for (int i = 0; i < curve.low().length; i++) {
        if (Double.isFinite(curve.low()[i]) && Double.isFinite(curve.high()[i])) {
          low = Math.min(low, curve.low()[i]);
          high = Math.max(high, curve.high()[i]);
        }
      }
    }
    if (low > high) {
      low = 0;
      high = 1;
    }
    if (panel.fromZero()) {
      low = Math.min(low, 0);
      high = high > low ? high : low + 1;
    }
    if (high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high))) {
      low -= 0.5;
      high += 0.5;
    }
  }

  private void grid() {
    svg.append(
        "<path class=\"grid\" d=\"M%d %dH%dM%d %dH%d\"/>"
            .formatted(LEFT, top, WIDTH, LEFT, top + HEIGHT, WIDTH));
    text(LEFT - 8, top + 5, "end", "axis", number(high));
    text(LEFT - 8, top + HEIGHT + 3, "end", "axis", number(low));
  }

  private void mark(Mark mark) {
    double x = LEFT + mark.from() * (WIDTH - LEFT);
    double width = Math.max(3, (mark.to() - mark.from()) * (WIDTH - LEFT));
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
            style(mark.role()),
            Math.min(x, WIDTH - width),
            top,
            width,
            HEIGHT));
    boolean right = x > WIDTH - 120;
    text(
        right ? x + width : x,
        top - 6,
        right ? "end" : "start",
        "note " + style(mark.role()),
        mark.label());
  }

  /** Down and up again in each column, so that a band is filled and a line is a line. */
  private void curve(Curve curve) {
    int columns = curve.low().length;
    StringBuilder path = new StringBuilder();
    boolean drawn = false;
    for (int i = 0; i < columns; i++) {
      if (!Double.isFinite(curve.low()[i])) {
        drawn = false;
        continue;
      }
      double x = LEFT + (i + 0.5) / columns * (WIDTH - LEFT);
      path.append(drawn ? 'L' : 'M');
      point(path, x, curve.high()[i]);
      if (curve.high()[i] > curve.low()[i]) {
        path.append('L');
        point(path, x, curve.low()[i]);
      } else if (!drawn) {
        path.append("h0.1");
      }
      drawn = true;
    }
    svg.append("<path class=\"%s\" d=\"%s\"/>".formatted(style(curve.role()), path));
  }

  private void point(StringBuilder path, double x, double value) {
    double y = top + HEIGHT * (1 - (value - low) / (high - low));
    path.append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
  }

  private void text(double x, double y, String anchor, String style, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            style,
            x,
            y,
            anchor,
            escaped(text)));
  }

  private static String style(Enum<?> role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    return size != 0 && (size >= 1e6 || size < 1e-3)
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
