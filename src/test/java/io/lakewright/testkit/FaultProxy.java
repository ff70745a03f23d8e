package io.lakewright.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Stands in front of an S3 server and lets it have a bad day: says to slow down, cuts connections
 * before and after the request was done, dawdles. Which requests are hit is drawn from a seed.
 */
public final class FaultProxy implements AutoCloseable {
  /** What happens to a request. */
  public enum Fault {
    NONE,
    /** 503 SlowDown; the server never sees the request. */
    SLOW_DOWN,
    /** 403 AccessDenied; the server never sees the request. */
    DENIED,
    /** The connection is cut; the server never sees the request. */
    CUT_BEFORE,
    /** The server does what it is asked to; the connection is cut before the answer. */
    CUT_AFTER,
    /** The answer comes a little later. */
    DELAY
  }

  /** Decides about each request. */
  @FunctionalInterface
  public interface Plan {
    Fault next(Request request);
  }

  /** A request, such as {@code PUT /bucket/key?tagging}. */
  public record Request(String method, URI uri) {
    @Override
    public String toString() {
      return method + " " + uri;
    }
  }

  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");
  private static final int DELAY_MILLIS = 30;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static {
    // Answers are small and must not wait for acknowledgements.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final String target;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Request> log = new CopyOnWriteArrayList<>();
  private final AtomicLong faults = new AtomicLong();
  private volatile boolean logging;
  private volatile Plan plan = request -> Fault.NONE;

  private FaultProxy(HttpServer server, String target) {
    this.server = server;
    this.target = target;
  }

  /**
   * A proxy on a free port without faults.
   *
   * @param target such as {@code http://localhost:49152}
   */
  public static FaultProxy start(String target) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      FaultProxy proxy = new FaultProxy(HttpServer.create(address, 256), target);
      proxy.server.createContext("/", proxy::handle);
      proxy.server.setExecutor(proxy.threads);
      proxy.server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of the proxy. */
  public String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** From now on, requests go this way; the log starts anew. */
  public void plan(Plan newPlan) {
    log.clear();
    faults.set(0);
    plan = newPlan;
  }

  /** No faults from now on. */
  public void heal() {
    plan = request -> Fault.NONE;
  }

  /** Keeps a log of requests. */
  public void keepLog() {
    logging = true;
  }

  /** The requests since the last plan, if a log is kept. */
  public List<Request> log() {
    return List.copyOf(log);
  }

  /** How many requests were hit since the last plan. */
  public long faults() {
    return faults.get();
  }

  /** A share of all requests is hit, each by one of the faults. */
  public static Plan seeded(long seed, double share, Fault... among) {
    Random random = new Random(seed);
    return request -> {
      synchronized (random) {
        return random.nextDouble() < share ? among[random.nextInt(among.length)] : Fault.NONE;
      }
    };
  }

  /** All requests of a kind are hit. */
  public static Plan always(Fault fault, Predicate<Request> hit) {
    return request -> hit.test(request) ? fault : Fault.NONE;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI());
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (logging) {
        log.add(request);
      }
      Fault fault = plan.next(request);
      if (fault != Fault.NONE) {
        faults.incrementAndGet();
      }
      switch (fault) {
        case SLOW_DOWN -> error(exchange, 503, "SlowDown", "Please reduce your request rate.");
        case DENIED -> error(exchange, 403, "AccessDenied", "Access Denied");
        case CUT_BEFORE -> {}
        case CUT_AFTER -> forward(exchange, body);
        case DELAY -> {
          Thread.sleep(DELAY_MILLIS);
          answer(exchange, forward(exchange, body));
        }
        default -> answer(exchange, forward(exchange, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              boolean length = name.equalsIgnoreCase("content-length");
              if (!HOP_BY_HOP.contains(name) || (length && isHead(exchange))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    boolean empty = body.length == 0 || isHead(exchange);
    exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    byte[] xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, message)
            .getBytes(StandardCharsets.UTF_8);
    boolean head = isHead(exchange);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, head ? -1 : xml.length);
    if (!head) {
      exchange.getResponseBody().write(xml);
    }
  }

  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
