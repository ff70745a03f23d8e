package io.lakewright.maintain.lifecycle;

import io.lakewright.maintain.Setting;
import io.lakewright.maintain.StepSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/**
 * What happens to retired objects.
 *
 * @param transitionDays after which they move to the storage class; 0 for never
 * @param storageClass a class of S3
 * @param expireDays after which they are removed; 0 for never
 * @param abortUploadDays after which the parts of an upload that was never completed are removed; 0
 *     for never
 */
public record LifecyclePolicy(
    int transitionDays, TransitionStorageClass storageClass, int expireDays, int abortUploadDays) {
  static final Setting<Long> TRANSITION_DAYS =
      Setting.number(
          "transition-days",
          30,
          "days after which retired objects move to storage-class; 0: never");
  static final Setting<TransitionStorageClass> STORAGE_CLASS =
      new Setting<>(
          "storage-class",
          "GLACIER_IR",
          "storage class for retired objects, such as GLACIER_IR, GLACIER or DEEP_ARCHIVE",
          LifecyclePolicy::storageClass);
  static final Setting<Long> EXPIRE_DAYS =
      Setting.number(
          "expire-days",
          0,
          "days after which retired objects are removed, which S3 counts from when an object was"
              + " made, not from when it was retired; 0: never");
  static final Setting<Long> ABORT_UPLOAD_DAYS =
      Setting.number(
          "abort-upload-days",
          7,
          "days after which parts of uploads that were never completed are removed; 0: never");
  static final List<Setting<?>> SETTINGS =
      List.of(TRANSITION_DAYS, STORAGE_CLASS, EXPIRE_DAYS, ABORT_UPLOAD_DAYS);

  private static final long MOST_DAYS = 36_500;

  public LifecyclePolicy {
    if (transitionDays > 0 && expireDays > 0 && expireDays <= transitionDays) {
      throw new IllegalArgumentException(
          "expire-days must be more than transition-days (%d), cannot be: %d"
              .formatted(transitionDays, expireDays));
    }
  }

  static LifecyclePolicy of(StepSettings settings) {
    return new LifecyclePolicy(
        days(settings, TRANSITION_DAYS),
        settings.get(STORAGE_CLASS),
        days(settings, EXPIRE_DAYS),
        days(settings, ABORT_UPLOAD_DAYS));
  }

  private static int days(StepSettings settings, Setting<Long> setting) {
    long days = settings.get(setting);
    if (days > MOST_DAYS) {
      throw new IllegalArgumentException(
          "%s must be at most %d, cannot be: %d".formatted(setting.key(), MOST_DAYS, days));
    }
    return (int) days;
  }

  private static TransitionStorageClass storageClass(String text) {
    TransitionStorageClass found =
        TransitionStorageClass.fromValue(text.strip().toUpperCase(Locale.ROOT));
    if (found == TransitionStorageClass.UNKNOWN_TO_SDK_VERSION) {
      throw new IllegalArgumentException(
          "must be one of %s, cannot be: %s"
              .formatted(
                  Arrays.stream(TransitionStorageClass.values())
                      .filter(known -> known != TransitionStorageClass.UNKNOWN_TO_SDK_VERSION)
                      .map(TransitionStorageClass::toString)
                      .collect(Collectors.joining(", ")),
                  text));
    }
    return found;
  }
}
