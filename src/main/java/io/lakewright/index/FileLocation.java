package io.lakewright.index;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a file is, and which file that is. The same file is listed with another signature each
 * time; so the identity leaves out the fragment and what signs the query. The rest of the query
 * stays, because there are servers that name the file there.
 *
 * @param location where to get the file, with its signature, which is a secret that expires
 * @param id 32 hexadecimal digits, the same for every signature
 */
record FileLocation(String location, String id) {
  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(//[^/?#]*)?(/[^?#]*)?(\\?[^#]*)?(#.*)?");
  private static final Pattern DEFAULT_PORT = Pattern.compile(":(80|443)?$");
  private static final int LONGEST = 8192;

  /** Parameters that are there only if a query is signed. */
  private static final Set<String> SIGNATURES =
      Set.of(
          "signature",
          "sig",
          "key-pair-id",
          "awsaccesskeyid",
          "googleaccessid",
          "token",
          "access_token",
          "auth_token",
          "__token__",
          "hdnea",
          "hdnts",
          "jwt",
          "hmac");

  /** Parameters that belong to a signature, if there is one. */
  private static final Set<String> SIGNED =
      Set.of(
          "expires policy keyname urlprefix exp expiry expiration hash-algorithm se st sp sv sr spr sip si ss srt skoid sktid skt ske sks skv sdd scid saoid suoid rscd rscc rsct rsce rscl response-content-disposition response-content-type"
              .split(" ", -1));

  /**
   * Reads a location as found.
   *
   * @throws IllegalArgumentException if it is none, with a message that holds no secret
   */
  static FileLocation of(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("longer than %d characters".formatted(LONGEST));
    }
    if (!parts.matches() || parts.group(3) == null || parts.group(3).length() < 2) {
      throw new IllegalArgumentException("not the address of a file");
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String host = parts.group(2) == null ? "" : parts.group(2).toLowerCase(Locale.ROOT);
    if (scheme.startsWith("http") && host.length() < 3) {
      throw new IllegalArgumentException("names no host");
    }
    String bareHost = host.substring(host.lastIndexOf('@') + 1).replaceFirst("^//", "");
    String query = parts.group(4) == null ? "" : unsigned(parts.group(4).substring(1));
    String same =
        scheme
            + "://"
            + (scheme.startsWith("http") ? withoutDefaultPort(scheme, bareHost) : bareHost)
            + parts.group(3)
            + (query.isEmpty() ? "" : "?" + query);
    return new FileLocation(text, hash(same));
  }

  /** Whether it is to be fetched over the web. */
  boolean isOnTheWeb() {
    return isOnTheWeb(location);
  }

  /** The same for any address. */
  static boolean isOnTheWeb(String address) {
    return address.regionMatches(true, 0, "http:", 0, 5)
        || address.regionMatches(true, 0, "https:", 0, 6);
  }

  /** The last part of its path, decoded. */
  String fileName() {
    String path = location.replaceFirst("(?s)[?#].*", "").replaceFirst("/+$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  /** A short identifier that tells texts apart. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withoutDefaultPort(String scheme, String host) {
    Matcher port = DEFAULT_PORT.matcher(host);
    boolean removable =
        port.find()
            && (port.group(1) == null
                || port.group(1).equals(scheme.equals("https") ? "443" : "80"));
    return removable ? port.replaceFirst("") : host;
  }

  private static String unsigned(String query) {
    boolean signed = parameters(query).map(FileLocation::nameOf).anyMatch(FileLocation::signs);
    return parameters(query)
        .filter(p -> !signed || !(signs(nameOf(p)) || SIGNED.contains(nameOf(p))))
        .collect(Collectors.joining("&"));
  }

  private static Stream<String> parameters(String query) {
    return Stream.of(query.split("&", -1)).filter(parameter -> !parameter.isEmpty());
  }

  private static String nameOf(String parameter) {
    return parameter.replaceFirst("(?s)=.*", "").toLowerCase(Locale.ROOT);
  }

  private static boolean signs(String name) {
    return SIGNATURES.contains(name) || name.startsWith("x-amz-") || name.startsWith("x-goog-");
  }
}
