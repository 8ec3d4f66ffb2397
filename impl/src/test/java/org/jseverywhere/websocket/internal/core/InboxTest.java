package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import org.jseverywhere.websocket.CloseEvent;
import org.junit.jupiter.api.Test;

/** Chapter CLOSE, rule 9: one close event for each client, however often its end is reported. */
class InboxTest {

  private static final Executor HERE = Runnable::run;

  private final Recorder recorder = new Recorder();
  private final Listening receiver = new Listening();
  private final Inbox inbox = new Inbox(receiver, 10);

  @Test
  void ofTwoEndsThatAreReportedBeforeEitherIsTheFirstCounts() {
    receiver.whileConnecting =
        () -> {
          inbox.close(end(4000), HERE);
          inbox.close(end(1006), HERE);
        };

    inbox.wake(HERE);

    assertThat(recorder.entries()).containsExactly("connect", "close 4000");
  }

  @Test
  void anEndThatIsReportedAfterTheCloseEventIsNoSecondOne() {
    inbox.add(Message.of("last"), HERE);
    inbox.close(end(4000), HERE);

    inbox.close(end(1006), HERE);
    inbox.start(HERE);

    assertThat(recorder.entries()).containsExactly("connect", "message last", "close 4000");
  }

  @Test
  void anEndThatIsReportedByTheCloseListenerIsNoSecondOne() {
    receiver.whileClosing = () -> inbox.close(end(1006), HERE);

    inbox.close(end(4000), HERE);

    assertThat(recorder.entries()).containsExactly("connect", "close 4000");
  }

  @Test
  void nothingIsTakenAfterTheEnd() {
    receiver.whileConnecting =
        () -> {
          inbox.add(Message.of("early"), HERE);
          inbox.close(end(4000), HERE);
          recorder.add("taken " + inbox.add(Message.of("late"), HERE));
        };

    inbox.wake(HERE);

    assertThat(recorder.entries())
        .containsExactly("connect", "taken false", "message early", "close 4000");
  }

  /** The inbox hands events on and does not look into them. */
  private static CloseEvent end(int code) {
    return new Events.Closed(null, null, code, "", true);
  }

  /** Writes down what it is told, and does something meanwhile. */
  private final class Listening implements Inbox.Receiver {

    private Runnable whileConnecting = () -> {};
    private Runnable whileClosing = () -> {};

    @Override
    public boolean awaitsConnect() {
      return false;
    }

    @Override
    public boolean startsByItself() {
      return true;
    }

    @Override
    public void connect() {
      recorder.add("connect");
      whileConnecting.run();
    }

    @Override
    public void message(Message message, boolean moreWait) {
      recorder.add("message " + message.text());
    }

    @Override
    public void low() {
      recorder.add("low");
    }

    @Override
    public void close(CloseEvent event) {
      recorder.add("close " + event.code());
      Runnable once = whileClosing;
      whileClosing = () -> {};
      once.run();
    }
  }
}
