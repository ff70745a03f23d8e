package io.lakewright.session;

import java.lang.reflect.Method;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.apache.hadoop.util.VersionInfo;

/** Which libraries this run really uses, and from which jars: the first question of any support. */
public final class Versions {
  /**
   * One library.
   *
   * @param origin the jar or folder it was loaded from; empty if it has none
   */
  public record Library(String name, String version, String origin) {}

  private static final String ABSENT = "not on the class path";

  private Versions() {}

  /** The application's own version. */
  public static String lakewright() {
    return ResourceBundle.getBundle("io.lakewright.version").getString("version");
  }

  /** All libraries that matter, the application first. */
  public static List<Library> libraries() {
    List<Library> all = new ArrayList<>();
    all.add(new Library("Lakewright", lakewright(), origin(Versions.class)));
    all.add(library("Spark", "org.apache.spark.package$", "SPARK_VERSION"));
    all.add(
        new Library(
            "Scala", scala.util.Properties.versionNumberString(), origin(scala.Some.class)));
    all.add(
        new Library(
            "Java",
            Runtime.version() + " " + System.getProperty("java.vendor"),
            home("java.home")));
    all.add(new Library("Hadoop", VersionInfo.getVersion(), origin(VersionInfo.class)));
    all.add(library("Iceberg", "org.apache.iceberg.IcebergBuild", "version"));
    all.add(library("Delta", "io.delta.package$", "VERSION"));
    return all;
  }

  private static Library library(String name, String className, String method) {
    try {
      Class<?> type =
          Class.forName(className, true, Thread.currentThread().getContextClassLoader());
      Object module = className.endsWith("$") ? type.getField("MODULE$").get(null) : null;
      Method version = type.getMethod(method);
      return new Library(name, String.valueOf(version.invoke(module)), origin(type));
    } catch (ReflectiveOperationException | LinkageError e) {
      return new Library(name, ABSENT, "");
    }
  }

  private static String home(String property) {
    return System.getProperty(property, "");
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? "" : source.getLocation().getPath();
  }
}
