package io.lakewright.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Where the program runs, which decides what must be configured and what is given. */
public enum Platform {
  /** One JVM is all: the embedded Spark of {@code ./lakewright}. */
  LOCAL,
  /** A Spark cluster without a catalog of its own: standalone, Kubernetes, YARN. */
  CLUSTER,
  /** Amazon EMR, on EC2, EKS or Serverless. */
  EMR,
  /** AWS Glue. */
  GLUE;

  /** Whether the AWS Glue Data Catalog and S3 are at hand without configuration. */
  public boolean isAws() {
    return this == EMR || this == GLUE;
  }

  /** Finds out by environment, system properties and well-known folders. */
  static Platform detect(String master, Map<String, String> environment, Properties system) {
    if (environment.containsKey("GLUE_VERSION")
        || environment.containsKey("GLUE_COMMAND_CRITERIA")
        || hasPrefix(system, "spark.glue.")) {
      return GLUE;
    }
    if (environment.containsKey("EMR_RELEASE_LABEL")
        || environment.containsKey("EMR_STEP_ID")
        || hasPrefix(system, "spark.emr-serverless.")
        || hasPrefix(system, "spark.kubernetes.driverEnv.EMR")
        || Files.isDirectory(Path.of("/usr/share/aws/emr"))) {
      return EMR;
    }
    return master == null || master.startsWith("local") ? LOCAL : CLUSTER;
  }

  private static boolean hasPrefix(Properties properties, String prefix) {
    return properties.stringPropertyNames().stream().anyMatch(name -> name.startsWith(prefix));
  }
}
