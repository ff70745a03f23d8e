package io.lakewright.testkit.iceberg;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.RESTUtil;
import org.apache.iceberg.rest.credentials.ImmutableCredential;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.JsonAutoDetect;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.PropertyAccessor;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.PropertyNamingStrategies;

/**
 * A REST catalog: Iceberg's own handlers behind HTTP, on a catalog of its own. Clients know nothing
 * but its address: where the storage is and the keys to it come with each table.
 */
public final class RestCatalogServer implements AutoCloseable {
  private static final ObjectMapper JSON = mapper();

  private final JdbcCatalog catalog = new JdbcCatalog();
  private final Map<String, String> config = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final HttpServer http;

  /** Serves a new catalog whose tables are below a location of S3. */
  public RestCatalogServer(String warehouse, Map<String, String> s3) {
    Map<String, String> properties = new HashMap<>(s3);
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
    properties.put(
        CatalogProperties.URI, "jdbc:sqlite:" + TestDirs.temporary("rest-").resolve("catalog.db"));
    properties.put("jdbc.schema-version", "V1");
    catalog.initialize("behind_rest", properties);
    s3.forEach((key, value) -> (key.contains("access-key") ? keys : config).put(key, value));
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "rest-catalog");
              thread.setDaemon(true);
              return thread;
            }));
    http.createContext("/", this::answer);
    http.start();
  }

  /** The address of the catalog. */
  public String uri() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<String> path =
          Arrays.asList(exchange.getRequestURI().getRawPath().substring(1).split("/", -1));
      int status = 200;
      RESTResponse response = null;
      try {
        response = handle(exchange, path);
        status = response == null ? 204 : 200;
      } catch (RuntimeException e) {
        status = status(e);
        response =
            ErrorResponse.builder()
                .responseCode(status)
                .withType(e.getClass().getSimpleName())
                .withMessage(e.getMessage())
                .build();
      }
      boolean empty = response == null || exchange.getRequestMethod().equals("HEAD");
      byte[] body = empty ? new byte[0] : JSON.writeValueAsBytes(response);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, empty ? -1 : body.length);
      if (!empty) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** Without the version, a path is a kind of thing and its name, in turn. */
  private RESTResponse handle(HttpExchange exchange, List<String> path) throws IOException {
    String route = exchange.getRequestMethod();
    for (int i = 1; i < path.size(); i++) {
      route += i % 2 == 1 ? " " + path.get(i) : " *";
    }
    Namespace namespace = path.size() > 2 ? RESTUtil.decodeNamespace(path.get(2)) : null;
    TableIdentifier table =
        path.size() > 4 ? TableIdentifier.of(namespace, RESTUtil.decodeString(path.get(4))) : null;
    return switch (route) {
      case "GET config" -> ConfigResponse.builder().build();
      case "GET namespaces" -> CatalogHandlers.listNamespaces(catalog, parent(exchange));
      case "POST namespaces" ->
          CatalogHandlers.createNamespace(catalog, body(exchange, CreateNamespaceRequest.class));
      case "GET namespaces *" -> CatalogHandlers.loadNamespace(catalog, namespace);
      case "HEAD namespaces *" -> {
        CatalogHandlers.namespaceExists(catalog, namespace);
        yield null;
      }
      case "GET namespaces * tables" -> CatalogHandlers.listTables(catalog, namespace);
      case "POST namespaces * tables" ->
          create(namespace, body(exchange, CreateTableRequest.class));
      case "POST namespaces * register" ->
          vending(
              CatalogHandlers.registerTable(
                  catalog, namespace, body(exchange, RegisterTableRequest.class)));
      case "GET namespaces * tables *" -> vending(CatalogHandlers.loadTable(catalog, table));
      case "HEAD namespaces * tables *" -> {
        CatalogHandlers.tableExists(catalog, table);
        yield null;
      }
      case "POST namespaces * tables *" ->
          vending(
              CatalogHandlers.updateTable(
                  catalog, table, body(exchange, UpdateTableRequest.class)));
      case "DELETE namespaces * tables *" -> {
        CatalogHandlers.dropTable(catalog, table);
        yield null;
      }
      case "POST namespaces * tables * metrics" -> null;
      default -> throw new UnsupportedOperationException("No such route: " + route);
    };
  }

  private RESTResponse create(Namespace namespace, CreateTableRequest request) {
    return vending(
        request.stageCreate()
            ? CatalogHandlers.stageTableCreate(catalog, namespace, request)
            : CatalogHandlers.createTable(catalog, namespace, request));
  }

  private LoadTableResponse vending(LoadTableResponse table) {
    return LoadTableResponse.builder()
        .withTableMetadata(table.tableMetadata())
        .addAllConfig(config)
        .addCredential(ImmutableCredential.builder().prefix("s3").config(keys).build())
        .build();
  }

  private static Namespace parent(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null || !query.startsWith("parent=")
        ? Namespace.empty()
        : RESTUtil.decodeNamespace(query.substring("parent=".length()).split("&", -1)[0]);
  }

  private static <T> T body(HttpExchange exchange, Class<T> type) throws IOException {
    return JSON.readValue(exchange.getRequestBody(), type);
  }

  private static int status(RuntimeException thrown) {
    if (thrown instanceof NoSuchTableException || thrown instanceof NoSuchNamespaceException) {
      return 404;
    }
    if (thrown instanceof AlreadyExistsException || thrown instanceof CommitFailedException) {
      return 409;
    }
    return thrown instanceof UnsupportedOperationException ? 406 : 500;
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
    mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    mapper.setPropertyNamingStrategy(PropertyNamingStrategies.KebabCaseStrategy.INSTANCE);
    RESTSerializers.registerAll(mapper);
    return mapper;
  }

  @Override
  public void close() {
    http.stop(0);
    catalog.close();
  }
}
