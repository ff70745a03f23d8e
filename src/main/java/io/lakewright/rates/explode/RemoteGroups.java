package io.lakewright.rates.explode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lakewright.job.Anomaly;
import io.lakewright.job.Progress;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.source.RemoteException;
import io.lakewright.source.RemoteFetcher;
import io.lakewright.source.RemoteOptions;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/**
 * Fetches provider groups that files keep elsewhere: each location once in a run, however many
 * groups and files name it, with a few connections per task, for most of the time is waiting.
 */
final class RemoteGroups {
  private static final int CONNECTIONS = 8;
  private static final String SECTION = "provider_references";

  private RemoteGroups() {}

  /**
   * The groups of {@code side} and those fetched. What cannot be fetched is noted in the facts.
   *
   * @param remote empty to fetch none, and note that
   */
  static JavaRDD<Serializable> fetch(
      JavaRDD<Serializable> side,
      FileFacts facts,
      RateFilter filter,
      Optional<RemoteOptions> remote,
      Progress progress) {
    JavaRDD<RemoteReference> references =
        side.filter(record -> record instanceof RemoteReference)
            .map(record -> (RemoteReference) record);
    if (remote.isEmpty()) {
      references
          .mapToPair(reference -> new Tuple2<>(reference.file(), 1L))
          .reduceByKey(Long::sum)
          .collect()
          .forEach(skipped -> facts.anomalies().add(skipped(skipped._1, skipped._2)));
      return side;
    }
    progress.phase("Fetching " + facts.remoteReferences() + " provider references");
    LongAccumulator fetched =
        progress.counter("fetched", Progress.Unit.FILES, facts.remoteReferences());
    RemoteOptions options = remote.get();
    JavaRDD<Serializable> groups =
        references
            .mapToPair(reference -> new Tuple2<>(reference.location(), reference))
            .groupByKey()
            .mapPartitions(locations -> new Fetching(locations, options, filter, fetched))
            .persist(StorageLevel.DISK_ONLY());
    groups
        .filter(record -> record instanceof FileFacts)
        .collect()
        .forEach(record -> facts.merge((FileFacts) record));
    return side.union(groups);
  }

  private static Anomaly skipped(String file, long count) {
    return new Anomaly(
        file,
        SECTION,
        null,
        null,
        Kinds.REMOTE_SKIPPED,
        "provider references elsewhere are left out, as asked for",
        null,
        count);
  }

  /** Groups of some locations, and at the end the facts about them. */
  private static final class Fetching implements Iterator<Serializable> {
    private record Answer(Iterable<RemoteReference> references, Future<byte[]> body) {}

    private final Iterator<Tuple2<String, Iterable<RemoteReference>>> locations;
    private final RemoteFetcher fetcher;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final Queue<Answer> asked = new ArrayDeque<>();
    private final Queue<Serializable> ready = new ArrayDeque<>();
    private final FileFacts facts = new FileFacts();
    private final Notes notes = new Notes(facts.anomalies());
    private final EntryParser entries;
    private final LongAccumulator fetched;
    private boolean done;

    Fetching(
        Iterator<Tuple2<String, Iterable<RemoteReference>>> locations,
        RemoteOptions options,
        RateFilter filter,
        LongAccumulator fetched) {
      this.locations = locations;
      this.fetcher = new RemoteFetcher(options);
      this.entries = new EntryParser(filter);
      this.fetched = fetched;
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> close());
    }

    private void close() {
      threads.shutdownNow();
      fetcher.close();
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !done) {
        while (asked.size() < 2 * CONNECTIONS && locations.hasNext()) {
          Tuple2<String, Iterable<RemoteReference>> location = locations.next();
          asked.add(new Answer(location._2, threads.submit(() -> fetcher.fetch(location._1))));
        }
        if (asked.isEmpty()) {
          ready.add(facts);
          done = true;
        } else {
          take(asked.remove());
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Serializable next() {
      if (!hasNext()) {
        throw new NoSuchElementException("No more provider groups");
      }
      return ready.remove();
    }

    private void take(Answer answer) {
      byte[] body = null;
      RemoteException failure = null;
      try {
        body = answer.body.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while fetching provider references", e);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RemoteException remote)) {
          throw new IllegalStateException("Cannot fetch a provider reference", e.getCause());
        }
        failure = remote;
      }
      List<ProviderGroup.Tin> tins = null;
      for (RemoteReference reference : answer.references) {
        fetched.add(1);
        if (failure != null) {
          note(reference, failure);
          continue;
        }
        if (tins == null) {
          tins = parse(reference, body);
        }
        ProviderGroup group =
            new ProviderGroup(
                new GroupKey(reference.file(), reference.id(), 0),
                reference.position(),
                reference.networks(),
                tins);
        facts.count(group, true);
        ready.add(group);
      }
    }

    private void note(RemoteReference reference, RemoteException failure) {
      String kind =
          switch (failure.reason()) {
            case NOT_FOUND -> Kinds.REMOTE_NOT_FOUND;
            case REFUSED_ADDRESS, BAD_URL -> Kinds.REMOTE_REFUSED;
            default -> Kinds.REMOTE_FAILED;
          };
      facts
          .anomalies()
          .add(
              new Anomaly(
                  reference.file(),
                  SECTION,
                  null,
                  null,
                  kind,
                  "provider group " + reference.id() + ": " + failure.getMessage(),
                  null,
                  1));
    }

    /** The file has the groups, and no id of its own: the reference's applies. */
    private List<ProviderGroup.Tin> parse(RemoteReference reference, byte[] body) {
      notes.about(reference.file(), SECTION, body);
      ProviderGroupBuilder groups = new ProviderGroupBuilder();
      try (JsonParser parser = Json.FACTORY.createParser(body)) {
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          entries.groups().groups(parser, groups, notes);
        } else {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("provider_groups")) {
              entries.groups().groups(parser, groups, notes);
            } else {
              parser.skipChildren();
            }
          }
        }
      } catch (IOException malformed) {
        notes.note(
            Kinds.REMOTE_FAILED,
            "provider group "
                + reference.id()
                + ": the file fetched is malformed: "
                + HeaderParser.message(malformed));
      }
      return new ArrayList<>(groups.build());
    }
  }
}
