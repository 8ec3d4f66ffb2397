package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CrewTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
  private final Pieces pieces = new Pieces();
  private final CountDownLatch end = new CountDownLatch(1);

  /** Looks only when the test calls {@link Crew#look}. */
  private final Lookout blind = new Lookout(task -> new Thread(() -> {}), HOUR);

  private Lookout lookout = blind;
  private Crew crew = crew(1, 1, HOUR);

  private Crew crew(int usual, int most, long lingerNanos) {
    crew = new Crew(pieces, this::newThread, lookout, usual, most, lingerNanos);
    return crew;
  }

  private Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "crew");
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  @AfterEach
  void close() {
    end.countDown();
    crew.close();
    lookout.close();
  }

  private void add(Runnable piece) {
    pieces.waiting.add(piece);
    crew.wake();
  }

  /** Adds a piece that holds its thread until the test is over, and waits until it has begun. */
  private void addLong() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    add(
        () -> {
          begun.countDown();
          awaitUnchecked(end);
        });
    begun.await();
  }

  private void addShort() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    add(done::countDown);
    done.await();
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void hasNoThreadBeforeThereIsWork() {
    assertThat(threads).isEmpty();
    assertThat(crew.look()).isFalse();
  }

  @Test
  void asManyAsUsualAreActiveAtTheSameTime() throws InterruptedException {
    crew(2, 4, HOUR);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    int count = 20_000;
    CountDownLatch done = new CountDownLatch(count);
    CountDownLatch two = new CountDownLatch(2);
    for (int i = 0; i < count; i++) {
      boolean first = i < 2;
      add(
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            if (first) {
              two.countDown();
              awaitUnchecked(two);
            }
            now.decrementAndGet();
            done.countDown();
          });
    }

    done.await();
    assertThat(most).hasValue(2);
  }

  @Test
  void whenTheOthersAreHeldOneMoreBeginsWithEachLookUpToTheMost() throws InterruptedException {
    crew(1, 3, HOUR);
    addLong();
    for (int active = 2; active <= 3; active++) {
      CountDownLatch begun = new CountDownLatch(1);
      add(
          () -> {
            begun.countDown();
            awaitUnchecked(end);
          });
      assertThat(threads).hasSize(active - 1);
      crew.look();
      crew.look();
      assertThat(threads).hasSize(active);
      begun.await();
    }
    add(() -> {});
    crew.look();
    crew.look();

    assertThat(threads).hasSize(3);
    assertThat(pieces.waiting).as("with three of three held").hasSize(1);
  }

  @Test
  void aPieceThatThrowsCostsNoThread() throws InterruptedException {
    add(
        () -> {
          throw new OutOfMemoryError("as a container may");
        });
    addShort();

    assertThat(threads).hasSize(1);
  }

  @Test
  void nobodyIsReplacedWhileThereIsNothingToDo() throws InterruptedException {
    crew(1, 3, HOUR);
    addLong();

    assertThat(crew.look()).isTrue();
    assertThat(crew.look()).isTrue();
    assertThat(threads).hasSize(1);
  }

  @Test
  void nobodyIsReplacedWhileTheWorkGoesOn() throws InterruptedException {
    crew(1, 3, HOUR);
    addShort();
    addLong();
    add(() -> {});

    crew.look();
    assertThat(threads).as("a piece was done since the last look").hasSize(1);
    crew.look();
    assertThat(threads).hasSize(2);
  }

  @Test
  void whoWaitsIsReplacedThoughOthersGetOn() throws InterruptedException {
    crew(2, 3, HOUR);
    addLong();
    lookWhileOneGetsOn();

    // Whoever brings the next piece calls the third.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (threads.size() < 3 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(threads).hasSizeGreaterThan(2);
  }

  @Test
  void whoMayOnlyLackTheProcessorIsNotReplacedWhileOthersGetOn() throws InterruptedException {
    crew(2, 3, HOUR);
    add(this::spin);
    lookWhileOneGetsOn();

    add(() -> {});
    assertThat(threads).hasSize(2);
  }

  private void spin() {
    while (end.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private void lookWhileOneGetsOn() {
    AtomicInteger pieces = new AtomicInteger();
    addAnotherAndAnother(pieces);
    for (int look = 0; look < 3; look++) {
      int before = pieces.get();
      while (pieces.get() == before) {
        Thread.onSpinWait();
      }
      crew.look();
    }
  }

  private void addAnotherAndAnother(AtomicInteger pieces) {
    add(
        () -> {
          pieces.incrementAndGet();
          if (end.getCount() > 0) {
            addAnotherAndAnother(pieces);
          }
        });
  }

  @Test
  void theLookoutReplacesWhoIsHeld() throws InterruptedException {
    lookout = new Lookout(task -> new Thread(task, "lookout"), HOUR);
    crew(1, 3, HOUR);
    addLong();
    addShort();
    addLong();
    addShort();

    assertThat(threads).hasSizeBetween(2, 3);
  }

  @Test
  void tellsHowManyAreHeld() throws InterruptedException {
    crew(2, 3, HOUR);
    pieces.held = true;
    addLong();
    addLong();

    crew.look();
    assertThat(pieces.told).hasValue(2);
    pieces.held = false;
    crew.look();
    assertThat(pieces.told).hasValue(0);
  }

  @Test
  void aThreadWithoutWorkEndsAndAnotherOneComesWhenNeeded() throws InterruptedException {
    crew(1, 1, 1);
    addShort();
    threads.take().join();

    addShort();
    threads.take().join();
  }

  @Test
  void closingEndsThreadsThatRest() throws InterruptedException {
    addShort();
    Thread thread = threads.take();
    assertThat(thread.isAlive()).isTrue();

    crew.close();
    thread.join();
    assertThat(crew.isClosed()).isTrue();
    add(() -> {});
    assertThat(threads).isEmpty();
  }

  @Test
  void whatThereIsWhenClosingIsStillDone() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch last = new CountDownLatch(1);
    add(
        () -> {
          begun.countDown();
          awaitUnchecked(end);
        });
    begun.await();
    add(last::countDown);
    crew.close();
    end.countDown();

    last.await();
    threads.take().join();
  }

  @Test
  void aWakeThatRacesWithOneGoingToRestIsNotLost() {
    crew(1, 1, HOUR);
    race(20_000);
    assertThat(threads).hasSizeLessThan(10);
  }

  @Test
  void aWakeThatRacesWithOneThatEndsIsNotLost() {
    crew(1, 1, 0);
    race(2_000);
  }

  @Test
  void aWakeThatRacesWithTwoGoingToRestIsNotLost() {
    crew(2, 2, HOUR);
    race(20_000);
  }

  /** Adds each piece at another moment after the one before was done. */
  private void race(int rounds) {
    AtomicInteger done = new AtomicInteger();
    for (int i = 1; i <= rounds; i++) {
      add(done::incrementAndGet);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (done.get() < i) {
        Thread.onSpinWait();
        if (done.get() < i && System.nanoTime() > deadline) {
          throw new AssertionError("Nobody came for piece " + i);
        }
      }
      for (int pause = i % 97; pause > 0; pause--) {
        Thread.onSpinWait();
      }
    }
  }

  private static final class Pieces implements Crew.Work {

    final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    final AtomicInteger told = new AtomicInteger();
    volatile boolean held;

    @Override
    public boolean isEmpty() {
      return waiting.isEmpty();
    }

    @Override
    public void held(int workers) {
      told.set(workers);
    }

    @Override
    public Crew.Worker worker() {
      return new Crew.Worker() {
        @Override
        public boolean work() {
          Runnable piece = waiting.poll();
          if (piece != null) {
            piece.run();
          }
          return piece != null;
        }

        @Override
        public boolean isHeld() {
          return held;
        }
      };
    }
  }
}
