package io.lakewright.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Spark standalone cluster made from the jars of the Maven build: one master, two workers of one
 * core each, every one a JVM of its own. It has what a platform provides and nothing of the
 * application, which comes with {@link #submit}. The workers go by two names of this machine: Spark
 * never runs an attempt at a task beside its speculative twin.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");
  private static final String DRIVER_CLASSES = "spark.driver.extraClassPath=";
  private static final List<String> APPLICATION =
      List.of("picocli-", "snakeyaml-engine-", "jmustache-", "randomcutforest-");

  private final Path home;
  private final String url;
  private final List<JavaProcess> processes = new ArrayList<>();

  private StandaloneCluster(Path home, String url) {
    this.home = home;
    this.url = url;
  }

  /**
   * Starts master and workers.
   *
   * @param name of the folder below {@code target} that holds logs and working folders
   */
  public static StandaloneCluster start(String name) {
    Path home = TestDirs.build().resolve("cluster").resolve(name);
    TestDirs.delete(home);
    link(home);
    int port = FreePort.find();
    StandaloneCluster cluster = new StandaloneCluster(home, "spark://localhost:" + port);
    try {
      cluster.startDaemons(port);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** The address of the master. */
  public String url() {
    return url;
  }

  /**
   * Submits the cluster jar in client mode.
   *
   * @param settings Spark settings as {@code key=value}
   * @param arguments of the application
   */
  public JavaProcess submit(
      Path jar, String mainClass, List<String> settings, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("--master", url, "--deploy-mode", "client"));
    command.addAll(List.of("--class", mainClass));
    List<String> all = new ArrayList<>(settings);
    all.add("spark.driver.host=localhost");
    all.add("spark.driver.bindAddress=127.0.0.1");
    all.add("spark.ui.enabled=false");
    all.add("spark.executor.memory=600m");
    all.forEach(setting -> command.addAll(List.of("--conf", setting)));
    command.add(jar.toString());
    command.addAll(arguments);
    JavaProcess driver =
        jvm("driver-" + processes.size())
            .options("-Xmx600m")
            .classPath(driverClasses(settings))
            .start("org.apache.spark.deploy.SparkSubmit", command);
    processes.add(driver);
    return driver;
  }

  /** What {@code bin/spark-submit} would start the driver with. */
  private static String[] driverClasses(List<String> settings) {
    return settings.stream()
        .filter(setting -> setting.startsWith(DRIVER_CLASSES))
        .map(setting -> setting.substring(DRIVER_CLASSES.length()))
        .toArray(String[]::new);
  }

  /** The running executors. */
  public List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(process -> process.handle().descendants())
        .filter(StandaloneCluster::isExecutor)
        .toList();
  }

  /** Kills one executor as {@code kill -9} does; the worker starts another. */
  public void killExecutor() {
    ProcessHandle executor = executors().get(0);
    executor.destroyForcibly();
    executor.onExit().join();
  }

  @Override
  public void close() {
    processes.forEach(JavaProcess::close);
  }

  private void startDaemons(int port) {
    JavaProcess master =
        jvm("master")
            .options("-Xmx256m")
            .start(
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "localhost", "--port", "" + port, "--webui-port", "0"));
    processes.add(master);
    for (int i = 1; i <= HOSTS.size(); i++) {
      processes.add(
          jvm("worker-" + i)
              .options("-Xmx256m")
              .start(
                  "org.apache.spark.deploy.worker.Worker",
                  List.of(
                      "--host",
                      HOSTS.get(i - 1),
                      "--cores",
                      "1",
                      "--memory",
                      "700m",
                      "--webui-port",
                      "0",
                      "--work-dir",
                      home.resolve("work-" + i).toString(),
                      url)));
    }
    master.await(
        "two workers",
        Duration.ofSeconds(90),
        () -> master.output().split("Registering worker", -1).length == 3);
  }

  private JavaProcess.Builder jvm(String log) {
    return JavaProcess.logging(home.resolve(log + ".log"))
        .moduleOptions()
        .options("-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC", "-Dscala.usejavacp=true")
        .classPath(home.resolve("conf").toString(), home.resolve("jars") + "/*")
        .environment("SPARK_HOME", home.toString())
        .environment("SPARK_SCALA_VERSION", scalaVersion())
        .environment("SPARK_LOCAL_IP", "127.0.0.1")
        .environment("SPARK_LOCAL_HOSTNAME", "localhost");
  }

  private String scalaVersion() {
    try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(name -> name.startsWith("spark-core_"))
          .map(
              name ->
                  name.substring("spark-core_".length(), name.indexOf('-', "spark-core_".length())))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path home) {
    try {
      Path jars = Files.createDirectories(home.resolve("jars"));
      Files.createFile(home.resolve("RELEASE"));
      Files.copy(
          TestDirs.base().resolve("src/test/resources/log4j2-cluster.properties"),
          Files.createDirectories(home.resolve("conf")).resolve("log4j2.properties"));
      for (String entry :
          Files.readString(TestDirs.build().resolve("classpath")).trim().split(":", -1)) {
        Path jar = Path.of(entry);
        String name = jar.getFileName().toString();
        if (name.endsWith(".jar") && APPLICATION.stream().noneMatch(name::startsWith)) {
          Files.createSymbolicLink(jars.resolve(name), jar);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isExecutor(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend");
  }
}
