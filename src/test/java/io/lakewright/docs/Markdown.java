package io.lakewright.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Fenced blocks of a page, and the command lines in them. */
final class Markdown {
  private Markdown() {}

  /** The text of the blocks in this language, in order. */
  static List<String> blocks(String page, String language) {
    return Pattern.compile("(?ms)^```" + language + "\\R(.*?)\\R```$")
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /**
   * The words of each command, as a shell reads them: a line or {@code &&} ends a command; quotes
   * and backslashes keep what they hold together.
   */
  static List<List<String>> commands(String shell) {
    Words words = new Words();
    char quote = 0;
    for (int i = 0; i < shell.length(); i++) {
      char c = shell.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < shell.length()) {
        char next = shell.charAt(++i);
        if (next != '\n') {
          words.add(quote == '"' && "\"\\`$".indexOf(next) < 0 ? "\\" + next : "" + next);
        }
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          words.add("" + c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        words.add("");
      } else if (c == '\n' || shell.startsWith("&&", i)) {
        words.endCommand();
        i += c == '\n' ? 0 : 1;
      } else if (Character.isWhitespace(c)) {
        words.endWord();
      } else {
        words.add("" + c);
      }
    }
    return words.commands();
  }

  private static final class Words {
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> command = new ArrayList<>();
    private StringBuilder word;

    void add(String text) {
      if (word == null) {
        word = new StringBuilder();
      }
      word.append(text);
    }

    void endWord() {
      if (word != null) {
        command.add(word.toString());
        word = null;
      }
    }

    void endCommand() {
      endWord();
      if (!command.isEmpty()) {
        commands.add(command);
        command = new ArrayList<>();
      }
    }

    List<List<String>> commands() {
      endCommand();
      return commands;
    }
  }
}
