package org.jseverywhere.websocket.internal.core;

import java.nio.ByteBuffer;
import java.util.List;
import org.jseverywhere.websocket.BinaryType;
import org.jseverywhere.websocket.BufferedAmountLowEvent;
import org.jseverywhere.websocket.CloseEvent;
import org.jseverywhere.websocket.ConnectEvent;
import org.jseverywhere.websocket.ErrorEvent;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.OpenEvent;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** The events. Their {@code toString()} never shows a message or a header. */
final class Events {

  private Events() {}

  record Open(WebSocketServer server) implements OpenEvent {
    @Override
    public EventType<OpenEvent> type() {
      return EventType.OPEN;
    }

    @Override
    public @Nullable Port port() {
      return null;
    }
  }

  record Connect(ClientPort port) implements ConnectEvent, OfPort {
    @Override
    public EventType<ConnectEvent> type() {
      return EventType.CONNECT;
    }

    @Override
    public WebSocketServer server() {
      return port.server();
    }

    @Override
    public List<Port> ports() {
      return List.of(port);
    }
  }

  record Received(ClientPort port, Message message, BinaryType binaryType)
      implements MessageEvent, OfPort {
    @Override
    public EventType<MessageEvent> type() {
      return EventType.MESSAGE;
    }

    @Override
    public WebSocketServer server() {
      return port.server();
    }

    @Override
    public Object data() {
      if (message.isText()) {
        return message.text();
      }
      return binaryType == BinaryType.BLOB ? message.blob() : message.bytes();
    }

    @Override
    public boolean isText() {
      return message.isText();
    }

    @Override
    public String text() {
      return message.text();
    }

    @Override
    public ByteBuffer bytes() {
      return message.bytes();
    }
  }

  record BufferedAmountLow(ClientPort port) implements BufferedAmountLowEvent {
    @Override
    public EventType<BufferedAmountLowEvent> type() {
      return EventType.BUFFERED_AMOUNT_LOW;
    }

    @Override
    public WebSocketServer server() {
      return port.server();
    }
  }

  record Failure(
      WebSocketServer server, @Nullable Port port, String data, @Nullable Throwable cause)
      implements ErrorEvent {
    @Override
    public EventType<ErrorEvent> type() {
      return EventType.ERROR;
    }
  }

  record Closed(
      WebSocketServer server, @Nullable Port port, int code, String reason, boolean wasClean)
      implements CloseEvent {
    @Override
    public EventType<CloseEvent> type() {
      return EventType.CLOSE;
    }
  }

  private interface OfPort extends Handshaken {
    ClientPort port();

    @Override
    default Handshake handshake() {
      return port().handshake();
    }
  }
}
