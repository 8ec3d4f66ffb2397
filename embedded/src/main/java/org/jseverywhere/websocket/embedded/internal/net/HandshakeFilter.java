package org.jseverywhere.websocket.embedded.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpContext;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.ClientPort;
import org.jseverywhere.websocket.internal.core.LateRefusals;
import org.jseverywhere.websocket.internal.core.Penalty;

/**
 * Behind the HTTP codec of a listener: answers handshakes, and leaves all other requests to the
 * next in the chain. Grizzly calls it for one connection by one thread at a time.
 */
final class HandshakeFilter extends BaseFilter {

  /** RFC 6455, section 1.3. */
  private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /**
   * Under which Grizzly keeps the request of a connection: two thirds of the memory of a client,
   * and nothing that a WebSocket needs.
   */
  private static final List<Attribute<Object>> KEPT_REQUESTS =
      Stream.of(
              HttpServerFilter.HTTP_SERVER_REQUEST_ATTR_NAME,
              "HttpServerFilter.KeepAliveContext",
              HttpContext.class.getName())
          .map(Grizzly.DEFAULT_ATTRIBUTE_BUILDER::createAttribute)
          .toList();

  /** What has come of a decision that took its time, when the chain is resumed for it. */
  private final Attribute<Admission> decided =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HandshakeFilter.class.getName());

  private final LateRefusals refusals;
  private final Doorman doorman;
  private final FrameFilter frames;

  /**
   * A filter for one listener.
   *
   * @param doorman decides on the requests
   * @param frames gets each connection that has become a WebSocket
   * @param penalty for who comes too often
   */
  HandshakeFilter(Doorman doorman, FrameFilter frames, Penalty penalty) {
    this.refusals = new LateRefusals(penalty);
    this.doorman = doorman;
    this.frames = frames;
  }

  @Override
  public NextAction handleRead(FilterChainContext context) {
    HttpContent content = context.getMessage();
    if (!(content.getHttpHeader() instanceof HttpRequestPacket packet)) {
      return context.getInvokeAction();
    }
    if (packet.getUpgrade() == null) {
      return context.getInvokeAction();
    }
    Admission admission = decided.remove(context);
    if (admission == null) {
      admission = refusals.late(doorman.admit(Requests.read(packet)));
    }
    if (admission instanceof Admission.Pending pending) {
      return suspend(context, pending);
    }
    if (admission instanceof Admission.Accepted accepted) {
      accept(context, packet, accepted);
      return context.getStopAction();
    }
    if (admission instanceof Admission.Refused refused) {
      refuse(context, packet.getResponse(), refused);
      return context.getStopAction();
    }
    return context.getInvokeAction();
  }

  /** Leaves the connection alone until the decision is there; nothing is read from it meanwhile. */
  private NextAction suspend(FilterChainContext context, Admission.Pending pending) {
    context.suspend();
    pending
        .decision()
        .whenCompleteAsync(
            (admission, neverFails) -> {
              decided.set(context, admission);
              context.resume();
            },
            context.getConnection().getTransport().getWorkerThreadPool());
    return context.getSuspendAction();
  }

  /**
   * Grizzly takes what follows an Upgrade header for another protocol, in a request as in an
   * answer, whatever the header says: a request for HTTP/2 would have no body, and 426 no length.
   */
  @Override
  public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
    if (event instanceof HttpEvents.IncomingHttpUpgradeEvent upgrade
        && upgrade.getHttpHeader() instanceof HttpRequestPacket request
        && !"websocket".equalsIgnoreCase(request.getUpgrade())) {
      request.getUpgradeDC().recycle();
      request.setIgnoreContentModifiers(false);
    }
    return context.getInvokeAction();
  }

  /** Of answers that come from behind this filter; it completes its own itself. */
  @Override
  public NextAction handleWrite(FilterChainContext context) {
    if (context.getMessage() instanceof HttpPacket packet
        && packet.getHttpHeader() instanceof HttpResponsePacket response) {
      ReasonPhrases.complete(response);
    }
    return context.getInvokeAction();
  }

  private void accept(
      FilterChainContext context, HttpRequestPacket request, Admission.Accepted accepted) {
    Connection<?> connection = context.getConnection();
    ClientConnection client = new ClientConnection(connection);
    // That of HTTP, 30 s, would end whoever has nothing to say for so long.
    IdleTimeoutFilter.setCustomTimeout(connection, IdleTimeoutFilter.FOREVER, MILLISECONDS);
    HttpContent content = context.getMessage();
    HttpResponsePacket response = request.getResponse();
    response.setProtocol(Protocol.HTTP_1_1);
    response.setStatus(101);
    ReasonPhrases.complete(response);
    response.setHeader("Upgrade", "websocket");
    response.setHeader("Connection", "Upgrade");
    response.setHeader("Sec-WebSocket-Accept", accept(request.getHeader("Sec-WebSocket-Key")));
    if (!accepted.handshake().protocol().isEmpty()) {
      response.setHeader("Sec-WebSocket-Protocol", accepted.handshake().protocol());
    }
    context.write(HttpContent.builder(response).build());
    frames.join(connection, client);
    ClientPort port = accepted.server().connect(accepted.handshake(), client, "");
    if (port != null) {
      client.serve(port, accepted.server().options().maxMessageSize());
      port.opened();
    }
    // What the client sent without waiting for the answer.
    FrameFilter.feed(client, content.getContent());
    content.recycle();
    KEPT_REQUESTS.forEach(kept -> kept.remove(connection));
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key.strip() + ACCEPT_GUID).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }

  private static void refuse(
      FilterChainContext context, HttpResponsePacket response, Admission.Refused refused) {
    byte[] body = (refused.reason() + "\n").getBytes(UTF_8);
    response.setProtocol(Protocol.HTTP_1_1);
    response.setStatus(refused.status());
    ReasonPhrases.complete(response);
    refused.headers().forEach(response::setHeader);
    response.setContentType("text/plain;charset=UTF-8");
    response.setContentLength(body.length);
    response.setHeader("Connection", "close");
    Connection<?> connection = context.getConnection();
    context.write(
        HttpContent.builder(response)
            .content(Buffers.wrap(connection.getMemoryManager(), ByteBuffer.wrap(body)))
            .last(true)
            .build());
    // Once the answer is written: Grizzly keeps the order.
    connection.closeSilently();
  }
}
