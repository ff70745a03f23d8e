package io.lakewright.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of files as text, without the strictness of {@link java.net.URI}. */
final class Addresses {
  private static final Pattern SCHEME =
      Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
  private static final Pattern USER_INFO =
      Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/@?#]*@");

  private Addresses() {}

  /** The scheme in lower case, empty if there is none. */
  static String scheme(String address) {
    Matcher matcher = SCHEME.matcher(address);
    int slash = address.indexOf('/');
    return matcher.matches() && (slash < 0 || slash > matcher.end(1))
        ? matcher.group(1).toLowerCase(Locale.ROOT)
        : "";
  }

  static boolean isHttp(String address) {
    String scheme = scheme(address);
    return scheme.equals("http") || scheme.equals("https");
  }

  /** The path of a local address: with or without {@code file:}, with any number of slashes. */
  static String path(String address) {
    if (!scheme(address).equals("file")) {
      return address;
    }
    String rest = address.substring("file:".length());
    return rest.startsWith("//") ? rest.substring(rest.indexOf('/', 2)) : rest;
  }

  /** An address as it may be shown: no signature, no credentials. */
  static String shown(String address) {
    String scheme = scheme(address);
    if (scheme.isEmpty() || scheme.equals("file")) {
      return path(address);
    }
    String plain = USER_INFO.matcher(address).replaceFirst("$1");
    return isHttp(address) ? withoutQuery(plain) : plain;
  }

  private static String withoutQuery(String address) {
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '?' || c == '#') {
        return address.substring(0, i);
      }
    }
    return address;
  }
}
