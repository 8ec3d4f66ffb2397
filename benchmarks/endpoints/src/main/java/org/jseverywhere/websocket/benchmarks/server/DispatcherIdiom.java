package org.jseverywhere.websocket.benchmarks.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One queue, and one thread that takes all that waits, sends it to one client in batching mode,
 * flushes, and goes to the next client. It is fast, and one client that does not read stops it.
 */
final class DispatcherIdiom implements Idiom {

  private static final int BATCH = 64;

  private record Job(@Nullable RawClient client, List<RawClient> clients, String text) {}

  private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final boolean blocking;

  private DispatcherIdiom(boolean blocking) {
    this.blocking = blocking;
  }

  static DispatcherIdiom start(boolean blocking) {
    DispatcherIdiom idiom = new DispatcherIdiom(blocking);
    Thread thread = new Thread(idiom::dispatch, "dispatcher");
    thread.setDaemon(true);
    thread.start();
    return idiom;
  }

  @Override
  public void opened(RawClient client) {
    try {
      if (blocking) {
        client.basic.setBatchingAllowed(true);
      } else {
        client.async.setBatchingAllowed(true);
      }
    } catch (IOException e) {
      throw new IllegalStateException("no batching", e);
    }
  }

  @Override
  public void send(RawClient client, String text) {
    jobs.add(new Job(client, List.of(), text));
  }

  @Override
  public void broadcast(List<RawClient> clients, String text) {
    jobs.add(new Job(null, clients, text));
  }

  private void dispatch() {
    List<Job> batch = new ArrayList<>(BATCH);
    try {
      while (true) {
        batch.add(jobs.take());
        jobs.drainTo(batch, BATCH - 1);
        replies(batch);
        broadcasts(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void replies(List<Job> batch) {
    Set<RawClient> touched = new LinkedHashSet<>();
    for (Job job : batch) {
      RawClient client = job.client();
      if (client != null) {
        write(client, job.text());
        touched.add(client);
      }
    }
    touched.forEach(this::flush);
  }

  private void broadcasts(List<Job> batch) {
    List<Job> all = batch.stream().filter(job -> job.client() == null).toList();
    if (all.isEmpty()) {
      return;
    }
    for (RawClient client : all.get(0).clients()) {
      for (Job job : all) {
        write(client, job.text());
      }
      flush(client);
    }
  }

  private void write(RawClient client, String text) {
    try {
      if (blocking) {
        client.basic.sendText(text);
      } else {
        client.async.sendText(text, RawClient.IGNORE);
      }
    } catch (IOException | IllegalStateException gone) {
      // The client has left; its close comes or has come.
    }
  }

  private void flush(RawClient client) {
    try {
      if (blocking) {
        client.basic.flushBatch();
      } else {
        client.async.flushBatch();
      }
    } catch (IOException | IllegalStateException gone) {
      // The client has left; its close comes or has come.
    }
  }
}
