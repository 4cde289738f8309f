package serverbench.models.modern.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.models.modern.actor.Message.LoadDropped;
import serverbench.models.modern.actor.Message.Signal;

/** Model 14: one thread at a time in an actor, no message lost, no state but one's own. */
class ActorTest {

  private static final int THREADS = 4;
  private static final int SENDERS = 4;
  private static final int MESSAGES = 50_000;

  /** Counts without a lock, and notices when somebody else is inside. */
  private static final class Counting implements Actor {
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final AtomicBoolean inside = new AtomicBoolean();
    final AtomicBoolean shared = new AtomicBoolean();
    final Map<Integer, Integer> seen = new HashMap<>();
    final CountDownLatch all = new CountDownLatch(SENDERS * MESSAGES);
    boolean inOrder = true;

    @Override
    public void receive(Message message) {
      if (!inside.compareAndSet(false, true)) {
        shared.set(true);
      }
      threads.add(Thread.currentThread());
      int sender = ((LoadDropped) message).worker() / MESSAGES;
      int number = ((LoadDropped) message).worker() % MESSAGES;
      inOrder &= seen.getOrDefault(sender, -1) == number - 1;
      seen.put(sender, number);
      inside.set(false);
      all.countDown();
    }
  }

  @Test
  void neverTwoThreadsInOneActorAndNoMessageLostOrOvertaken() throws Exception {
    List<Counting> actors = new ArrayList<>();
    Dispatcher dispatcher = new Dispatcher(THREADS);
    List<ActorRef> refs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Counting actor = new Counting();
      actors.add(actor);
      refs.add(new ActorRef(dispatcher, self -> actor));
    }
    List<Thread> threads = start(dispatcher);
    List<Thread> senders = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      int first = sender * MESSAGES;
      senders.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < MESSAGES; i++) {
                      Message message = new LoadDropped(first + i);
                      refs.forEach(ref -> ref.tell(message));
                    }
                  }));
    }
    for (Counting actor : actors) {
      actor.all.await();
      assertThat(actor.shared).isFalse();
      assertThat(actor.inOrder).isTrue();
      assertThat(actor.seen.values()).containsOnly(MESSAGES - 1).hasSize(SENDERS);
    }
    for (Thread sender : senders) {
      sender.join();
    }
    stop(dispatcher, threads);
  }

  /**
   * The threads go to sleep and are woken over and over: a wake-up that is lost hangs this test.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void noWakeUpIsLost(int dispatcherThreads) throws Exception {
    Dispatcher dispatcher = new Dispatcher(dispatcherThreads);
    int rounds = 5_000;
    CountDownLatch done = new CountDownLatch(2);
    ActorRef[] pair = new ActorRef[2];
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      pair[i] =
          new ActorRef(
              dispatcher,
              self ->
                  new Actor() {
                    private int received;

                    @Override
                    public void receive(Message message) {
                      received++;
                      if (received == rounds) {
                        done.countDown();
                      }
                      if (received <= rounds) {
                        pair[other].tell(Signal.READY);
                      }
                    }
                  });
    }
    List<Thread> threads = start(dispatcher);
    pair[0].tell(Signal.READY);
    done.await();
    stop(dispatcher, threads);
  }

  @Test
  void aBlockedActorDoesNotKeepTheOthersWaiting() throws Exception {
    Dispatcher dispatcher = new Dispatcher(2);
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(100);
    ActorRef blocked =
        new ActorRef(
            dispatcher,
            self ->
                message -> {
                  try {
                    gate.await();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                });
    List<Thread> threads = start(dispatcher);
    blocked.tell(Signal.READY);
    for (int i = 0; i < 100; i++) {
      new ActorRef(dispatcher, self -> message -> others.countDown()).tell(Signal.READY);
    }
    others.await();
    gate.countDown();
    stop(dispatcher, threads);
  }

  @ParameterizedTest
  @ValueSource(classes = {AcceptorActor.class, WorkerActor.class, ConnectionActor.class})
  void anActorKnowsOthersByReferenceOnlyAndSharesNothing(Class<?> actor) {
    for (Field field : actor.getDeclaredFields()) {
      assertThat(Actor.class.isAssignableFrom(field.getType())).as(field.toString()).isFalse();
      assertThat(Modifier.isPrivate(field.getModifiers())).as(field.toString()).isTrue();
      assertThat(Modifier.isVolatile(field.getModifiers())).as(field.toString()).isFalse();
      assertThat(Modifier.isStatic(field.getModifiers())).as(field.toString()).isFalse();
    }
    // Nothing but receive is there for others to call.
    assertThat(Arrays.stream(actor.getDeclaredMethods()))
        .filteredOn(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
        .extracting("name")
        .containsExactly("receive");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Message.Accepted.class,
        Message.ConnectionEnded.class,
        LoadDropped.class,
        Signal.class
      })
  void messagesDoNotChange(Class<?> message) {
    assertThat(message.isRecord() || message.isEnum()).isTrue();
    assertThat(message.getDeclaredFields())
        .allSatisfy(field -> assertThat(Modifier.isFinal(field.getModifiers())).isTrue());
  }

  private static List<Thread> start(Dispatcher dispatcher) {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < dispatcher.threads(); i++) {
      int index = i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      dispatcher.run(index);
                    } catch (IOException | InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  }));
    }
    return threads;
  }

  private static void stop(Dispatcher dispatcher, List<Thread> threads) throws Exception {
    dispatcher.stop();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
