package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jseverywhere.websocket.internal.core.CloseCodes;
import org.jseverywhere.websocket.internal.core.Message;

/**
 * Open Liberty (26.0.0.3). It writes only from buffers with an array, tells a lost connection as if
 * the client had sent 1011, has a close wait for the write that the client does not take, and waits
 * 30 s for the answer to a close frame.
 */
final class LibertyTransport extends SessionTransport {

  private static final Set<Trait> TRAITS =
      EnumSet.of(Trait.DROPS_AT_ONCE, Trait.ENDS_BEFORE_ANSWER);

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final int UNEXPECTED_CONDITION = 1011;

  /** How the reasons begin that no client has sent. */
  private static final List<String> LOST =
      List.of("Connection reset", "Connection closed: Read failed");

  LibertyTransport(Session session) {
    super(session, TRAITS);
  }

  /**
   * It looks at the limit only when the last fragment has come. So text comes in fragments too,
   * though it then wants each of them to end between two characters.
   */
  @Override
  boolean limitsMessages() {
    return false;
  }

  @Override
  ByteBuffer bytes(Message message) {
    ByteBuffer bytes = ByteBuffer.allocate(message.sizeBytes());
    message.putPayload(bytes);
    return bytes.flip();
  }

  @Override
  int code(CloseReason reason) {
    int code = super.code(reason);
    String phrase = reason.getReasonPhrase();
    boolean lost =
        code == UNEXPECTED_CONDITION
            && phrase != null
            && LOST.stream().anyMatch(phrase::startsWith);
    return lost ? CloseCodes.ABNORMAL : code;
  }

  @Override
  public void drop() {
    try {
      Object link = get(session(), "impl", "connLink");
      if (get(link, "closeFrameState").toString().equals("RECEIVED")) {
        // The client has answered: this connection is over.
        return;
      }
      Field device = field(link.getClass(), "deviceConnLink");
      Field connection = field(link.getClass(), "vConnection");
      device
          .getType()
          .getMethod("close", connection.getType(), Exception.class)
          .invoke(device.get(link), connection.get(link), new IOException("Dropped"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Clients that take nothing are kept longer", e);
      super.drop();
    }
  }

  private static Object get(Object owner, String... path) throws ReflectiveOperationException {
    Object reached = owner;
    for (String name : path) {
      reached = field(reached.getClass(), name).get(reached);
    }
    return reached;
  }

  /** A field of a class, or of one that it extends. */
  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(type + " has no " + name);
  }
}
