package io.lakewright.source;

import io.lakewright.source.RemoteException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The address of a file on the web.
 *
 * @param uri to be requested, without a fragment
 */
record RemoteUrl(URI uri) {
  private static final String ILLEGAL = " \"<>\\^`{|}";

  /**
   * Reads an address as found in files: characters that should have been encoded are.
   *
   * @throws RemoteException if it is not an address by http or https, or holds a password
   */
  static RemoteUrl parse(String text) throws RemoteException {
    URI uri;
    try {
      uri = new URI(encoded(text.strip()));
    } catch (URISyntaxException e) {
      throw bad(text, "it is not a URL");
    }
    return check(uri, text);
  }

  /** The address that a redirect from here leads to. */
  RemoteUrl redirectedTo(String location) throws RemoteException {
    URI target;
    try {
      target = uri.resolve(new URI(encoded(location.strip())));
    } catch (URISyntaxException e) {
      throw RemoteException.lasting(
          Reason.BAD_URL, "%s redirects to what is not a URL".formatted(this));
    }
    RemoteUrl next = check(target, location);
    if (uri.getScheme().equals("https") && !next.uri.getScheme().equals("https")) {
      throw RemoteException.lasting(
          Reason.FAILED, "%s redirects from https to %s".formatted(this, next));
    }
    return next;
  }

  /** Without its query, which may hold a signature. */
  @Override
  public String toString() {
    return shown(uri.toString());
  }

  private static RemoteUrl check(URI uri, String text) throws RemoteException {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw bad(text, "only http and https addresses can be fetched");
    }
    if (uri.getRawUserInfo() != null) {
      throw bad(text, "it holds a user name or password");
    }
    if (uri.getHost() == null) {
      throw bad(text, "it names no host");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw bad(text, "its port is not from 1 to 65535");
    }
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    return new RemoteUrl(
        URI.create(
            scheme
                + "://"
                + host
                + (path.isEmpty() ? "/" : path)
                + (query == null ? "" : "?" + query)));
  }

  private static RemoteException bad(String text, String why) {
    return RemoteException.lasting(
        Reason.BAD_URL, "\"%s\" cannot be fetched: %s".formatted(shown(text), why));
  }

  /** At most 500 characters, without query, fragment and user information. */
  private static String shown(String text) {
    String shown = text.strip().replaceFirst("//[^/]*@", "//").replaceFirst("(?s)[?#].*", "");
    return shown.length() <= 500 ? shown : shown.substring(0, 500) + "…";
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    int query = text.indexOf('?');
    int path = text.indexOf('/', Math.max(0, text.indexOf("://") + 3));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inPath = path >= 0 && i > path && (query < 0 || i < query);
      boolean bracket = (c == '[' || c == ']') && inPath;
      boolean legal = c > ' ' && c < 0x7f && ILLEGAL.indexOf(c) < 0 && !bracket;
      if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
        append(encoded, text.substring(i, i + 2));
        i++;
      } else if (legal && (c != '%' || isEncodedByte(text, i))) {
        encoded.append(c);
      } else {
        append(encoded, String.valueOf(c));
      }
    }
    return encoded.toString();
  }

  private static boolean isEncodedByte(String text, int percent) {
    return percent + 2 < text.length()
        && Character.digit(text.charAt(percent + 1), 16) >= 0
        && Character.digit(text.charAt(percent + 2), 16) >= 0;
  }

  private static void append(StringBuilder encoded, String character) {
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      encoded.append('%').append("%02X".formatted(b & 0xff));
    }
  }
}
