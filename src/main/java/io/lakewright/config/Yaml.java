package io.lakewright.config;

import io.lakewright.UserException;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.ConstructYamlNull;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Configuration in YAML as mappings, lists and texts: no value is guessed to be a number or a date,
 * so {@code 1.10} stays {@code 1.10}.
 */
public final class Yaml {
  /** Far above any sensible file; keeps a wrong path from being read into memory. */
  static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_ALIASES = 16;

  private Yaml() {}

  /**
   * Reads a document; an empty one is an empty mapping.
   *
   * @param place a local path or a URI that Hadoop reads
   * @throws UserException if it is missing, too large or not YAML
   */
  public static Object read(String place) {
    return parse(place, ConfigText.read(place, MAX_CHARACTERS));
  }

  /**
   * The same from a text.
   *
   * @param place where the text is from, for messages
   */
  public static Object parse(String place, String yaml) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(place)
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_CHARACTERS)
            .setSchema(new FailsafeSchema())
            .setTagConstructors(Map.of(Tag.NULL, new ConstructYamlNull()))
            .build();
    try {
      Object document = new Load(settings).loadFromString(yaml);
      return document == null || document.equals("") ? Map.of() : document;
    } catch (YamlEngineException e) {
      throw UserException.usage(place + " is not valid YAML: " + e.getMessage().strip());
    } catch (StackOverflowError e) {
      throw UserException.usage(place + " is nested too deeply for a list of options.");
    }
  }
}
