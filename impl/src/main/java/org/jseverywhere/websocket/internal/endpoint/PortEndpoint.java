package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.ClientPort;
import org.jseverywhere.websocket.internal.core.CloseCodes;
import org.jseverywhere.websocket.internal.core.FrameWatch;
import org.jseverywhere.websocket.internal.core.Intake;
import org.jseverywhere.websocket.internal.core.Message;
import org.jseverywhere.websocket.internal.core.Throttle;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one port with what the container tells of its session. Public, with a public constructor
 * and in this jar, because Payara and GlassFish look for an endpoint class before they provide a
 * ServerContainer at all.
 */
public final class PortEndpoint extends Endpoint {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private volatile @Nullable ClientPort port;
  private volatile @Nullable SessionTransport transport;
  private volatile Consumer<Runnable> arrivals = Runnable::run;

  /** For the container. */
  public PortEndpoint() {}

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    if (!(session.getUserProperties().remove(Upgrade.PROPERTY) instanceof Upgrade upgrade)) {
      // A client that came past the filter, on a container that ignores checkOrigin.
      SessionTransport stranger = SessionTransport.of(session, null);
      stranger.close(CloseCodes.POLICY_VIOLATION, "");
      return;
    }
    // Where the session has a copy (Tomcat), the original would be kept with it.
    config.getUserProperties().remove(Upgrade.PROPERTY, upgrade);
    upgrade.whenOpen().run();
    SessionTransport opened = SessionTransport.of(session, upgrade);
    transport = opened;
    Admission.Accepted accepted = upgrade.accepted();
    // Never by the container's clock: it is at 30 s on Jetty. And 0 instead of a negative value
    // costs Tyrus a scheduled task for each message.
    session.setMaxIdleTimeout(-1);
    session.setMaxTextMessageBufferSize(accepted.server().options().maxMessageSize());
    session.setMaxBinaryMessageBufferSize(accepted.server().options().maxMessageSize());
    // Once it is connected others may send to it.
    opened.opened();
    ClientPort connected =
        accepted.server().connect(accepted.handshake(), opened, extensions(session));
    if (connected == null) {
      return;
    }
    port = connected;
    opened.serve(connected);
    Intake.Reading reading = opened.reading().orElse(null);
    if (reading != null && opened.readsAhead() && connected.handlersMayWait()) {
      arrivals = new Intake(accepted.server(), reading)::take;
    }
    opened.receive(new Received(connected, reading));
    connected.opened();
    FrameWatch.begin(connected, opened, reading);
  }

  private static String extensions(Session session) {
    List<Extension> negotiated = session.getNegotiatedExtensions();
    return negotiated.isEmpty()
        ? ""
        : negotiated.stream().map(Extension::getName).collect(Collectors.joining(", "));
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    ClientPort connected = port;
    SessionTransport ended = transport;
    if (connected != null && ended != null) {
      ended.whenEnded(
          answered ->
              arrivals.accept(answered ? () -> closed(connected, ended, reason) : connected::lost));
    }
  }

  private static void closed(ClientPort port, SessionTransport ended, CloseReason reason) {
    String phrase = reason.getReasonPhrase();
    port.closed(ended.code(reason), phrase == null ? "" : phrase);
  }

  @Override
  public void onError(Session session, Throwable thrown) {
    // Containers disagree on when to call this, and onClose follows where it matters.
    LOG.log(System.Logger.Level.DEBUG, "The container reports an error of a session", thrown);
  }

  /** Takes what the client sends to its port. */
  private final class Received implements Arrivals {

    private final ClientPort connected;
    private final Intake.@Nullable Reading reading;

    /** Made for a client that sends on while it is sent away. */
    private @Nullable Throttle throttle;

    Received(ClientPort connected, Intake.@Nullable Reading reading) {
      this.connected = connected;
      this.reading = reading;
    }

    @Override
    public int limitBytes() {
      return connected.server().options().maxMessageSize();
    }

    @Override
    public void text(String text) {
      if (drops(text.length())) {
        return;
      }
      arrivals.accept(() -> connected.received(Message.of(text)));
    }

    @Override
    public void binary(Blob blob) {
      if (drops(blob.size())) {
        return;
      }
      arrivals.accept(() -> connected.received(Message.of(blob)));
    }

    @Override
    public void tooLarge() {
      // In its turn: what came before it may wait for a handler.
      arrivals.accept(connected::refuseTooLarge);
    }

    @Override
    public boolean takesControl(int payloadBytes) {
      return connected.takes(payloadBytes);
    }

    @Override
    public void part() {
      // Its bytes count with the message.
      connected.takes(0);
    }

    @Override
    public boolean drops(int payloadBytes) {
      if (reading == null || !connected.isEnding()) {
        return false;
      }
      if (throttle == null) {
        throttle = new Throttle(connected, reading);
      }
      throttle.dropped(payloadBytes, 1);
      return true;
    }

    @Override
    public void inTurn(Runnable action) {
      arrivals.accept(action);
    }
  }
}
