package io.lakewright.source;

/** What bytes are, told by how they begin. */
enum Content {
  JSON,
  EMPTY,
  GZIP,
  ZIP,
  ZSTD,
  BZIP2,
  XZ,
  SEVEN_ZIP,
  UTF_16,
  UTF_32,
  MARKUP,
  OTHER;

  private static final int LOOK = 4096;

  boolean isPacked() {
    return this == GZIP || this == ZIP || this == ZSTD || this == BZIP2;
  }

  /** Looks at the next bytes. */
  static Content of(PeekStream in) {
    int there = in.peek(8);
    if (there == 0) {
      return EMPTY;
    }
    if (begins(in, there, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (begins(in, there, 'P', 'K', 3, 4)
        || begins(in, there, 'P', 'K', 5, 6)
        || begins(in, there, 'P', 'K', 7, 8)
        || begins(in, there, 'P', 'K', '0', '0')) {
      return ZIP;
    }
    if (begins(in, there, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(in, there)) {
      return ZSTD;
    }
    if (begins(in, there, 'B', 'Z', 'h') && there > 4 && in.ahead(3) >= '1' && in.ahead(3) <= '9') {
      return BZIP2;
    }
    if (begins(in, there, 0xfd, '7', 'z', 'X', 'Z')) {
      return XZ;
    }
    if (begins(in, there, '7', 'z', 0xbc, 0xaf)) {
      return SEVEN_ZIP;
    }
    return text(in, there);
  }

  private static Content text(PeekStream in, int there) {
    if (begins(in, there, 0xff, 0xfe, 0, 0) || begins(in, there, 0, 0, 0xfe, 0xff)) {
      return UTF_32;
    }
    if (there >= 4
        && ((isZero(in, 0, 1, 2) && opens(in, 3)) || (isZero(in, 1, 2, 3) && opens(in, 0)))) {
      return UTF_32;
    }
    if (begins(in, there, 0xff, 0xfe) || begins(in, there, 0xfe, 0xff)) {
      return UTF_16;
    }
    if (there >= 2 && ((isZero(in, 0) && opens(in, 1)) || (isZero(in, 1) && opens(in, 0)))) {
      return UTF_16;
    }
    return utf8(in);
  }

  private static Content utf8(PeekStream in) {
    int there = in.peek(LOOK);
    for (int i = hasBom(in) ? 3 : 0; i < Math.min(there, LOOK); i++) {
      if (!isSpace(in, i)) {
        return isBracket(in, i) ? JSON : in.ahead(i) == '<' ? MARKUP : OTHER;
      }
    }
    return there < LOOK ? EMPTY : JSON;
  }

  /** Whether a UTF-8 byte order mark stands next. */
  static boolean hasBom(PeekStream in) {
    return begins(in, in.peek(3), 0xef, 0xbb, 0xbf);
  }

  private static boolean isSkippableFrame(PeekStream in, int there) {
    return there >= 4
        && (in.ahead(0) & 0xf0) == 0x50
        && in.ahead(1) == 0x2a
        && in.ahead(2) == 0x4d
        && in.ahead(3) == 0x18;
  }

  private static boolean isSpace(PeekStream in, int place) {
    int c = in.ahead(place);
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isBracket(PeekStream in, int place) {
    return in.ahead(place) == '{' || in.ahead(place) == '[';
  }

  /** Whether a JSON document may begin with the character. */
  private static boolean opens(PeekStream in, int place) {
    return isBracket(in, place) || isSpace(in, place);
  }

  private static boolean isZero(PeekStream in, int... places) {
    for (int place : places) {
      if (in.ahead(place) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(PeekStream in, int there, int... magic) {
    if (there < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (in.ahead(i) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
