package io.lakewright.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server on the loopback interface that answers as real ones do on bad days. Each path has
 * a list of answers, given one per request; the last one is given from then on. Paths without
 * answers are 404.
 */
public final class FaultyHttpServer implements AutoCloseable {
  /** One way to answer. */
  @FunctionalInterface
  public interface Answer {
    /** Answers the request; the exchange is closed afterwards. */
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultyHttpServer::daemon);
  private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
  private final Map<String, List<String>> requests = new ConcurrentHashMap<>();

  private FaultyHttpServer(HttpServer server) {
    this.server = server;
  }

  /** Starts a server on a free port. */
  public static FaultyHttpServer start() {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      FaultyHttpServer started = new FaultyHttpServer(HttpServer.create(address, 64));
      started.server.createContext("/", started::handle);
      started.server.setExecutor(started.threads);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of a path, which starts with a slash. */
  public String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  /** The port listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Sets the answers of a path. */
  public FaultyHttpServer on(String path, Answer... inTurn) {
    answers.put(path, List.of(inTurn));
    return this;
  }

  /** How often a path was asked for. */
  public int requests(String path) {
    return requests.getOrDefault(path, List.of()).size();
  }

  /** The requests for a path in order, each as method and range, such as {@code "GET bytes=5-"}. */
  public List<String> log(String path) {
    return List.copyOf(requests.getOrDefault(path, List.of()));
  }

  /** The content, or the range of it that is asked for. */
  public static Answer ok(byte[] content) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
      exchange.getResponseHeaders().set("ETag", etag(content));
      if (range == null || !range.matches("bytes=\\d+-\\d*") || isStale(exchange, content)) {
        send(exchange, 200, content, 0, content.length);
        return;
      }
      String[] bounds = range.substring("bytes=".length()).split("-", -1);
      int from = Integer.parseInt(bounds[0]);
      int last = bounds[1].isEmpty() ? content.length - 1 : Integer.parseInt(bounds[1]);
      if (from >= content.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      int to = Math.min(last + 1, content.length);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
      send(exchange, 206, content, from, to);
    };
  }

  /** The whole content, whatever range is asked for. */
  public static Answer withoutRanges(byte[] content) {
    return exchange -> send(exchange, 200, content, 0, content.length);
  }

  /** Nothing but a status, such as 404 or 503. */
  public static Answer status(int code) {
    return exchange -> exchange.sendResponseHeaders(code, -1);
  }

  /** Another answer after a pause. */
  public static Answer slow(Duration pause, Answer then) {
    return exchange -> {
      sleep(pause);
      then.give(exchange);
    };
  }

  /** Promises the whole content, sends this much of it and cuts the connection. */
  public static Answer cutAfter(int bytes, byte[] content) {
    return exchange -> {
      exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
      exchange.getResponseHeaders().set("ETag", etag(content));
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
    };
  }

  /** Sends this much of the content, then nothing, and keeps the connection open for a while. */
  public static Answer stallAfter(int bytes, byte[] content, Duration stall) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      sleep(stall);
    };
  }

  /** Sends the same chunk again and again, for as long as somebody reads. */
  public static Answer endless(byte[] chunk) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      while (!Thread.currentThread().isInterrupted()) {
        body.write(chunk);
      }
    };
  }

  /** Sends the client elsewhere. */
  public static Answer redirect(String url) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", url);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    int earlier;
    synchronized (this) {
      List<String> log = requests.computeIfAbsent(path, p -> new ArrayList<>());
      earlier = log.size();
      log.add(exchange.getRequestMethod() + (range == null ? "" : " " + range));
    }
    List<Answer> inTurn = answers.getOrDefault(path, List.of(status(404)));
    try (exchange) {
      inTurn.get(Math.min(earlier, inTurn.size() - 1)).give(exchange);
    }
  }

  private static void send(HttpExchange exchange, int code, byte[] content, int from, int to)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(to - from));
      exchange.sendResponseHeaders(code, -1);
      return;
    }
    exchange.sendResponseHeaders(code, to == from ? -1 : to - from);
    if (to > from) {
      exchange.getResponseBody().write(content, from, to - from);
    }
  }

  private static String etag(byte[] content) {
    return "\"" + Integer.toHexString(java.util.Arrays.hashCode(content)) + "\"";
  }

  private static boolean isStale(HttpExchange exchange, byte[] content) {
    String expected = exchange.getRequestHeaders().getFirst("If-Range");
    return expected != null && !expected.equals(etag(content));
  }

  private static void sleep(Duration pause) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty-http");
    thread.setDaemon(true);
    return thread;
  }
}
