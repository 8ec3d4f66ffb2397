package org.jseverywhere.websocket.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import org.jseverywhere.websocket.internal.core.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What no container has to be there for. */
class SessionTransportTest {

  private static final PongMessage PONG = () -> ByteBuffer.allocate(0);

  private final Counter counter = new Counter();
  private final SessionTransport transport =
      new SessionTransport(stub(Session.class), EnumSet.noneOf(Transport.Trait.class)) {
        @Override
        @Nullable FrameCount frames() {
          return FrameCount.of(counter, "frames");
        }
      };

  @Test
  void answersAreNotFramesOfTheClientsOwn() {
    transport.ping(ByteBuffer.allocate(0), failure -> {});
    counter.frames = 3;
    transport.onMessage(PONG);
    assertThat(transport.framesReceived()).isEqualTo(2);
  }

  @Test
  void pongsThatNobodyAskedForAre() {
    counter.frames = 3;
    transport.onMessage(PONG);
    assertThat(transport.framesReceived()).isEqualTo(3);
  }

  @Test
  void withoutSuchACountItIsUnknown() {
    assertThat(FrameCount.of(counter, "none")).isNull();
    assertThat(FrameCount.of(counter, "self", "frames")).isNotNull();
  }

  /** Does nothing, and returns such things. */
  private static <T> T stub(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getReturnType().isInterface() ? stub(method.getReturnType()) : null));
  }

  /** A container's. */
  public static final class Counter {

    private volatile long frames;

    /** How many. */
    public long frames() {
      return frames;
    }

    /** A step on the way. */
    public Counter self() {
      return this;
    }
  }
}
