package serverbench.http;

import java.nio.ByteBuffer;

/**
 * Reads field lines one by one (RFC 9112 section 5) and keeps of them what decides on framing, on
 * the connection's life, and on whether the request is refused.
 */
final class FieldLines {

  static final int ACCEPTED = RequestLine.ACCEPTED;
  private static final long ABSENT = -1;

  /** The lists that we read. */
  private enum List {
    CONNECTION,
    EXPECT,
    TRANSFER_ENCODING
  }

  private boolean host;
  private long contentLength;
  private boolean codings;
  private boolean chunked;
  private boolean unknownCoding;
  private boolean misplacedChunked;
  private boolean unknownExpectation;
  private boolean continueExpected;
  private boolean closeAsked;
  private boolean keepAliveAsked;

  FieldLines() {
    reset();
  }

  void reset() {
    host = false;
    contentLength = ABSENT;
    codings = false;
    chunked = false;
    unknownCoding = false;
    misplacedChunked = false;
    unknownExpectation = false;
    continueExpected = false;
    closeAsked = false;
    keepAliveAsked = false;
  }

  /** Body length that Content-Length announced; 0 without. */
  long contentLength() {
    return Math.max(contentLength, 0);
  }

  boolean chunked() {
    return chunked;
  }

  boolean continueExpected() {
    return continueExpected;
  }

  boolean closeAsked() {
    return closeAsked;
  }

  boolean keepAliveAsked() {
    return keepAliveAsked;
  }

  /**
   * Reads one line without its line end, which holds no control character but tabs.
   *
   * @return {@link #ACCEPTED}, or the status that refuses it
   */
  int read(ByteBuffer bytes, int from, int to) {
    int colon = nameEnd(bytes, from, to);
    if (colon < 0) {
      return 400;
    }
    // Five names matter, and no two of them are of one length.
    return switch (colon - from) {
      case 4 -> is(bytes, from, colon, "host") ? readHost(bytes, colon + 1, to) : ACCEPTED;
      case 6 ->
          is(bytes, from, colon, "expect") ? list(List.EXPECT, bytes, colon + 1, to) : ACCEPTED;
      case 10 ->
          is(bytes, from, colon, "connection")
              ? list(List.CONNECTION, bytes, colon + 1, to)
              : ACCEPTED;
      case 14 ->
          is(bytes, from, colon, "content-length")
              ? readContentLength(bytes, colon + 1, to)
              : ACCEPTED;
      case 17 -> {
        if (is(bytes, from, colon, "transfer-encoding")) {
          codings = true;
          yield list(List.TRANSFER_ENCODING, bytes, colon + 1, to);
        }
        yield ACCEPTED;
      }
      default -> ACCEPTED;
    };
  }

  /**
   * What the whole of the fields says: 400 for a missing Host or a framing that two parties could
   * read in two ways, 501, 413, 417.
   *
   * @return {@link #ACCEPTED}, or the status that refuses the request
   */
  int judge(ParsedRequest request, Limits limits) {
    if (!host && !request.http10) {
      return 400;
    }
    if (codings) {
      if (request.http10 || contentLength != ABSENT || misplacedChunked) {
        return 400;
      }
      if (!chunked) {
        // Where the body ends cannot be known (RFC 9112 section 6.3), whatever the coding is.
        return 400;
      }
      if (unknownCoding) {
        return 501;
      }
    }
    if (contentLength > limits.bodyBytes()) {
      return 413;
    }
    if (request.http10) {
      // RFC 9110 section 10.1.1: to be ignored there.
      continueExpected = false;
      return ACCEPTED;
    }
    return unknownExpectation ? 417 : ACCEPTED;
  }

  /** The index of the colon behind a valid name, or -1; obsolete folding has no name either. */
  static int nameEnd(ByteBuffer bytes, int from, int to) {
    int at = Octets.tokenEnd(bytes, from, to);
    return at > from && at < to && bytes.get(at) == ':' ? at : -1;
  }

  static String trimmed(ByteBuffer bytes, int from, int to) {
    int start = Octets.skipBlanks(bytes, from, to);
    return ParsedRequest.text(bytes, start, trimBlanks(bytes, start, to));
  }

  private int readHost(ByteBuffer bytes, int from, int to) {
    int start = Octets.skipBlanks(bytes, from, to);
    if (host || !Authority.isValid(bytes, start, trimBlanks(bytes, start, to))) {
      return 400;
    }
    host = true;
    return ACCEPTED;
  }

  /** One line with one number: nginx and Jetty refuse repeated lengths, equal ones too. */
  private int readContentLength(ByteBuffer bytes, int from, int to) {
    int start = Octets.skipBlanks(bytes, from, to);
    int end = trimBlanks(bytes, start, to);
    if (contentLength != ABSENT || start == end) {
      return 400;
    }
    long value = 0;
    for (int at = start; at < end; at++) {
      byte octet = bytes.get(at);
      if (!Octets.isDigit(octet) || value > (Long.MAX_VALUE - 9) / 10) {
        return 400;
      }
      value = value * 10 + octet - '0';
    }
    contentLength = value;
    return ACCEPTED;
  }

  /** Elements between commas; empty ones do not count (RFC 9110 section 5.6.1). */
  private int list(List list, ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int start = Octets.skipBlanks(bytes, at, to);
      int comma = start;
      while (comma < to && bytes.get(comma) != ',') {
        comma++;
      }
      int end = trimBlanks(bytes, start, comma);
      if (end > start) {
        element(list, bytes, start, end);
      }
      at = comma + 1;
    }
    return ACCEPTED;
  }

  private void element(List list, ByteBuffer bytes, int from, int to) {
    switch (list) {
      case CONNECTION -> {
        closeAsked |= is(bytes, from, to, "close");
        keepAliveAsked |= is(bytes, from, to, "keep-alive");
      }
      case EXPECT -> {
        boolean understood = is(bytes, from, to, "100-continue");
        continueExpected |= understood;
        unknownExpectation |= !understood;
      }
      case TRANSFER_ENCODING -> {
        // Chunked must be the last coding and there once (RFC 9112 section 6.1).
        misplacedChunked |= chunked;
        boolean understood = is(bytes, from, to, "chunked");
        chunked |= understood;
        unknownCoding |= !understood;
      }
    }
  }

  private static boolean is(ByteBuffer bytes, int from, int to, String lowerCase) {
    return Octets.equalsIgnoreCase(bytes, from, to, lowerCase);
  }

  private static int trimBlanks(ByteBuffer bytes, int from, int to) {
    int at = to;
    while (at > from && Octets.isBlank(bytes.get(at - 1))) {
      at--;
    }
    return at;
  }
}
