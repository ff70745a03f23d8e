package io.lakewright.testkit;

import java.security.SecureRandom;
import java.util.Optional;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Random tests have fixed seeds, so that a build is reproducible. To look further, {@code
 * -Dproperty.seed=random}, or a number, replaces all seeds, and {@code -Dproperty.tries=N} the
 * number of tries of properties. Registered for every property as a service.
 */
public final class Exploration implements AroundPropertyHook {
  private static final Optional<Long> ASKED = asked();

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor executor) throws Throwable {
    PropertyAttributes property = context.attributes();
    if (ASKED.isPresent()) {
      property.setSeed(Long.toString(ASKED.get()));
      property.setAfterFailure(AfterFailureMode.RANDOM_SEED);
    }
    Optional.ofNullable(Integer.getInteger("property.tries")).ifPresent(property::setTries);
    return executor.execute();
  }

  /** The seed of a random test: the one asked for, or else its own. */
  public static long seed(long own) {
    return ASKED.orElse(own);
  }

  private static Optional<Long> asked() {
    String seed = System.getProperty("property.seed");
    if (seed == null) {
      return Optional.empty();
    }
    long number =
        seed.equals("random") ? new SecureRandom().nextLong() >>> 11 : Long.parseLong(seed);
    System.err.println("Exploring with -Dproperty.seed=" + number);
    return Optional.of(number);
  }
}
