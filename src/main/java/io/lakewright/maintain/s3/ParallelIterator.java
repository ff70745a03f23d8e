package io.lakewright.maintain.s3;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Applies a function by several threads at once, in order, and never holds more than twice as many
 * elements as threads.
 */
final class ParallelIterator<T, R> implements Iterator<R>, AutoCloseable {
  private final Iterator<T> source;
  private final Function<T, R> function;
  private final int window;
  private final ExecutorService threads;
  private final Queue<Future<R>> running = new ArrayDeque<>();

  ParallelIterator(Iterator<T> source, int threads, Function<T, R> function) {
    this.source = source;
    this.function = function;
    this.window = 2 * threads;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            runnable -> {
              Thread thread = new Thread(runnable, "lakewright-s3");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public boolean hasNext() {
    while (running.size() < window && source.hasNext()) {
      T element = source.next();
      running.add(threads.submit(() -> function.apply(element)));
    }
    if (running.isEmpty()) {
      close();
      return false;
    }
    return true;
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      return running.remove().get();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted");
    } catch (ExecutionException e) {
      close();
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
