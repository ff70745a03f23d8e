package io.lakewright.table;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Work on storage that has to be done to its end though Spark interrupts the task, as it does to
 * kill it. The clients of S3 neither end an upload nor take it back in an interrupted thread, so
 * that it would stay open for ever.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** Work on storage. */
  public interface Work {
    void run() throws IOException;
  }

  /** Does it in a thread that nobody interrupts, and waits for the end. */
  public static void run(Work work) throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            Thread.currentThread().getName() + ", uninterrupted");
    thread.setDaemon(true);
    thread.start();
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
