package io.lakewright.session;

import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Opens the session; with {@link SessionSettings} the only place that sets Spark configuration. */
public final class SparkSessions {
  private SparkSessions() {}

  /**
   * The session that exists in this JVM, or a new one configured for where the program runs.
   * Nothing of the catalogs is opened before its first use.
   */
  public static SessionHandle open(SessionOptions options) {
    Option<SparkSession> existing = existing();
    if (existing.isDefined()) {
      return new SessionHandle(existing.get(), false);
    }
    SparkConf conf = configuration(options, System.getenv(), System.getProperties());
    return new SessionHandle(SparkSession.builder().config(conf).getOrCreate(), true);
  }

  /** The configuration that {@link #open} would start with. */
  public static SparkConf configuration(SessionOptions options) {
    return configuration(options, System.getenv(), System.getProperties());
  }

  static SparkConf configuration(
      SessionOptions options, Map<String, String> environment, Properties system) {
    // Reads spark.* system properties: what spark-submit, EMR and Glue have decided.
    SparkConf conf = new SparkConf(true);
    if (options.master() != null) {
      conf.setMaster(options.master());
    } else if (environment.get("SPARK_MASTER") != null) {
      conf.setIfMissing("spark.master", environment.get("SPARK_MASTER"));
    }
    Platform platform = Platform.detect(conf.get("spark.master", null), environment, system);
    SessionSettings settings = new SessionSettings(conf, platform, options.warehouse());
    settings.apply(options.application());
    options.sparkConf().forEach(conf::set);
    SessionSettings.retryWhatS3SlowsDown(conf);
    return conf;
  }

  private static Option<SparkSession> existing() {
    Option<SparkSession> active = SparkSession.getActiveSession();
    Option<SparkSession> session = active.isDefined() ? active : SparkSession.getDefaultSession();
    return session.isDefined() && !session.get().sparkContext().isStopped()
        ? session
        : Option.empty();
  }
}
