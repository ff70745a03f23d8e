package io.lakewright.maintain.policy;

import io.lakewright.maintain.Setting;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.Steps;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the steps declare, as the shipped policy and as tables for the documentation. {@code main}
 * writes both anew.
 */
final class PolicyReference {
  static final Path POLICY = TestDirs.base().resolve("conf/maintenance/default.yaml");
  static final Path PAGE = TestDirs.base().resolve("docs/maintain.md");
  static final String BEGIN = "<!-- policy reference: written by PolicyReference -->\n";
  static final String END = "<!-- end of the policy reference -->\n";
  private static final int WIDTH = 96;

  private PolicyReference() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(POLICY, yaml());
    Files.writeString(PAGE, page(Files.readString(PAGE)));
  }

  static String yaml() {
    StringBuilder yaml =
        new StringBuilder(
            """
            # What maintain does when no policy is named: every key with its default.
            # A policy needs only what differs. Copy this file, keep the lines you change, and name
            # the copy with --policy. See docs/maintain.md.
            defaults:
            """);
    PolicyKeys keys = new PolicyKeys(Steps.all());
    for (Step step : Steps.all()) {
      yaml.append("  ").append(step.name().key()).append(":\n");
      for (Setting<?> setting : keys.settings(step.name())) {
        comment(yaml, sentence(setting.meaning()));
        String value = setting.defaultText();
        if (value.isEmpty()) {
          yaml.append("    # ").append(setting.key()).append(":\n");
        } else {
          yaml.append("    %s: %s\n".formatted(setting.key(), value));
        }
      }
    }
    return yaml.toString();
  }

  private static void comment(StringBuilder yaml, String text) {
    StringBuilder line = new StringBuilder("    #");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        yaml.append(line).append('\n');
        line = new StringBuilder("    #");
      }
      line.append(' ').append(word);
    }
    yaml.append(line).append('\n');
  }

  private static String sentence(String meaning) {
    String text = meaning.strip();
    String first = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    return first.endsWith(".") ? first : first + ".";
  }

  /** The page with the reference in its place. */
  static String page(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("No place for the policy reference in " + PAGE);
    }
    return page.substring(0, begin + BEGIN.length()) + tables() + page.substring(end);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    PolicyKeys keys = new PolicyKeys(Steps.all());
    for (Step step : Steps.all()) {
      text.append("\n#### `").append(step.name().key()).append("`\n\n");
      text.append("| key | default | meaning |\n|---|---|---|\n");
      for (Setting<?> setting : keys.settings(step.name())) {
        String value = setting.defaultText();
        text.append(
            "| `%s` | %s | %s |\n"
                .formatted(
                    setting.key(),
                    value.isEmpty() ? "" : "`" + value + "`",
                    sentence(setting.meaning()).replace("|", "\\|").replace("<", "&lt;")));
      }
    }
    return text.append('\n').toString();
  }

  static List<Path> shipped() {
    return List.of(POLICY, POLICY.resolveSibling("cautious.yaml"));
  }
}
