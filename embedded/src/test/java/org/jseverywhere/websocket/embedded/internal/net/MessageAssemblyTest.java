package org.jseverywhere.websocket.embedded.internal.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.glassfish.tyrus.core.Version;
import org.glassfish.tyrus.core.frame.BinaryFrame;
import org.glassfish.tyrus.core.frame.TextFrame;
import org.jseverywhere.websocket.internal.core.Message;
import org.junit.jupiter.api.Test;

class MessageAssemblyTest {

  private final List<Message> received = new ArrayList<>();
  private final MessageAssembly assembly =
      new MessageAssembly(Version.DRAFT17.createHandler(false, null), 1_000, received::add);

  @Test
  void aMessageIsPutTogether() {
    assembly.add(new TextFrame("a", false, false));
    assembly.add(new TextFrame("b", true, true));
    assertThat(received).extracting(Message::text).containsExactly("ab");
  }

  @Test
  void ofATextThatIsForgottenNothingIsKept() {
    assembly.add(new TextFrame("a", false, false));
    assembly.forget();
    assembly.add(new TextFrame("b", true, true));
    assertThat(received).extracting(Message::text).containsExactly("b");
  }

  @Test
  void ofBytesThatAreForgottenNothingIsKept() {
    assembly.add(new BinaryFrame("a".getBytes(US_ASCII), false, false));
    assembly.forget();
    assembly.add(new BinaryFrame("b".getBytes(US_ASCII), true, true));
    assertThat(received)
        .extracting(message -> US_ASCII.decode(message.bytes()).toString())
        .containsExactly("b");
  }
}
