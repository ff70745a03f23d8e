package io.lakewright.job;

import io.lakewright.UserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/**
 * Why a run failed, in words for people.
 *
 * @param message what went wrong, in one or two lines
 * @param hint what to do about it; null if that is not known
 * @param expected whether the user can mend it, so that a stack trace would not help
 * @param usage whether the command or its configuration is at fault
 * @param stackTrace the whole trace, for those who ask
 */
public record Failure(
    String message, String hint, boolean expected, boolean usage, String stackTrace) {
  private static final int MAX_DEPTH = 50;
  private static final int MAX_MESSAGE = 2_000;

  /** A user exception that reached the driver as text only, as it does from some executors. */
  private static final Pattern AS_TEXT =
      Pattern.compile(Pattern.quote(UserException.class.getName()) + ": ([^\\n]+)");

  private static final Pattern S3_DENIED =
      Pattern.compile(
          "(?i)access ?denied|status code:? 403|forbidden|invalidaccesskeyid|signaturedoesnotmatch");
  private static final Pattern S3_CREDENTIALS =
      Pattern.compile(
          "(?i)unable to load (aws )?credentials|no aws credentials|noauthwithaws|expiredtoken");
  private static final Pattern S3_ARCHIVED =
      Pattern.compile("InvalidObjectState|not valid for the object's (storage class|access tier)");
  private static final Pattern S3_MISSING =
      Pattern.compile("(?i)nosuchbucket|bucket .*does not exist");

  /** Explains what was thrown. */
  public static Failure of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    String trace = trace(thrown);
    for (Throwable link : chain) {
      if (link instanceof UserException user) {
        return new Failure(user.getMessage(), null, true, user.isUsage(), trace);
      }
    }
    for (Throwable link : chain) {
      Matcher text = AS_TEXT.matcher(String.valueOf(link.getMessage()));
      if (text.find()) {
        return new Failure(text.group(1).strip(), null, true, false, trace);
      }
    }
    for (Throwable link : chain) {
      // Spark's analysis names the table, column and place; its plan would only hide that.
      if (link instanceof AnalysisException analysis) {
        return new Failure(analysis.getSimpleMessage(), null, true, false, trace);
      }
    }
    for (Throwable link : chain) {
      if (S3_ARCHIVED.matcher(link.getClass().getName() + " " + link.getMessage()).find()) {
        return new Failure(
            "S3 cannot read an object at once because it is in a Glacier class: "
                + message(root(chain)),
            "Restore the object first, and see which lifecycle rule moved it.",
            true,
            false,
            trace);
      }
    }
    Throwable root = root(chain);
    return new Failure(message(root), hint(chain), false, false, trace);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable link = thrown;
        link != null && seen.add(link) && chain.size() < MAX_DEPTH;
        link = link.getCause()) {
      chain.add(link);
    }
    return chain;
  }

  /** The deepest cause that says something; Spark's own wrappers say where, not why. */
  private static Throwable root(List<Throwable> chain) {
    for (int i = chain.size() - 1; i > 0; i--) {
      Throwable link = chain.get(i);
      if (link.getMessage() != null && !link.getMessage().isBlank()) {
        return link;
      }
    }
    return chain.get(0);
  }

  private static String message(Throwable root) {
    String text = root.getMessage() == null ? "" : root.getMessage().strip();
    if (root instanceof SparkException) {
      text = mostRecentFailure(text);
    }
    String name = root.getClass().getSimpleName();
    String message = text.isEmpty() ? name : name + ": " + text;
    return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message;
  }

  /** Cuts the task's stack trace and the driver's from Spark's message. */
  private static String mostRecentFailure(String text) {
    int trace = text.indexOf("\n\tat ");
    String cut = trace < 0 ? text : text.substring(0, trace);
    int driver = cut.indexOf("\nDriver stacktrace:");
    return (driver < 0 ? cut : cut.substring(0, driver)).strip();
  }

  private static String hint(List<Throwable> chain) {
    StringBuilder all = new StringBuilder();
    for (Throwable link : chain) {
      all.append(link.getClass().getName()).append(": ").append(link.getMessage()).append('\n');
      if (link instanceof OutOfMemoryError) {
        return "Give it more memory: LAKEWRIGHT_HEAP=8g ./lakewright …, or larger executors on a"
            + " cluster.";
      }
    }
    String text = all.toString();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("another instance of derby")) {
      return "Another run uses the same warehouse. Wait for it, or use --warehouse DIR.";
    }
    if (!lower.contains("s3") && !lower.contains("aws")) {
      return null;
    }
    if (S3_CREDENTIALS.matcher(text).find()) {
      return "No valid AWS credentials were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN), or attach a role.";
    }
    if (S3_DENIED.matcher(text).find()) {
      return "S3 refused. Check that the role or user may s3:ListBucket the bucket and"
          + " s3:GetObject, s3:PutObject, s3:DeleteObject below it, and use the bucket's KMS key.";
    }
    if (S3_MISSING.matcher(text).find()) {
      return "The bucket does not exist or is in another region. Check its name and AWS_REGION.";
    }
    return null;
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
