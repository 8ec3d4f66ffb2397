package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.MSG_12;
import static org.jseverywhere.websocket.tck.Rule.MSG_13;
import static org.jseverywhere.websocket.tck.Rule.MSG_14;
import static org.jseverywhere.websocket.tck.Rule.MSG_17;
import static org.jseverywhere.websocket.tck.Rule.MSG_18;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.util.HexFormat;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter MSG as far as frames are concerned. If one of these fails, look at what the container is
 * asked to put together, and at what it lets through.
 */
@TckSuite
public class FrameTck {

  /** One, two, three and four bytes of UTF-8, the last character that there is, and a zero. */
  private static final String ALL_PLANES = "aé€😀\uD83C\uDFF4\uDBFF\uDFFD\uFFFD\u0000z";

  @Test
  @Verifies(MSG_12)
  @DisplayName("a message in fragments is one message event")
  void fragments(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    RawClient client = server.raw("a").connect();
    client
        .send(part(false, Frame.TEXT, "one "), part(false, Frame.CONTINUATION, ""))
        .send(part(false, Frame.CONTINUATION, "two "), part(true, Frame.CONTINUATION, "three"))
        .expect("one two three")
        .send(part(false, Frame.BINARY, "x"), part(true, Frame.CONTINUATION, "y"))
        .expect("binary xy");
    stage.journal().expect("a", "message one two three", "message blob xy");
  }

  @Test
  @Verifies(MSG_13)
  @DisplayName("text arrives as it was sent, also if each byte is a fragment")
  void allPlanes(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    server.connect("a").send(ALL_PLANES).expect(ALL_PLANES);
    stage.journal().expect("a", "message " + ALL_PLANES);
    RawClient bytewise = server.raw("b").connect();
    byte[] bytes = ALL_PLANES.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int opcode = i == 0 ? Frame.TEXT : Frame.CONTINUATION;
      bytewise.send(new Frame(i == bytes.length - 1, opcode, new byte[] {bytes[i]}));
    }
    bytewise.expect(ALL_PLANES);
    stage.journal().expect("b", "message " + ALL_PLANES);
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"c3 28", "a0", "e2 82", "f0 9f 98", "c0 80", "ed a0 80", "f4 90 80 80"})
  @Verifies(MSG_14)
  @DisplayName("text that is not UTF-8 closes with 1007 and is no message")
  void notUtf8(String hex, Stage stage) {
    RemoteServer server = stage.open(on("message"));
    RawClient client = server.raw("a").connect();
    client.send(new Frame(true, Frame.TEXT, HexFormat.ofDelimiter(" ").parseHex(hex)));
    assertThat(client.receive()).startsWith("closed 1007");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(MSG_17)
  @DisplayName("a frame that is not masked ends the connection and is no message")
  void unmasked(Stage stage) {
    RemoteServer server = stage.open(on("message"));
    RawClient client = server.raw("a").connect();
    client.sendUnmasked(Frame.text("hello"));
    stage.journal().expectNothing();
    assertThat(client.receive()).matches("closed.*|end|reset");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(MSG_18)
  @DisplayName("a frame with a negative length ends the connection and is no message")
  void negative(Stage stage) {
    RemoteServer server = stage.open(on("message"));
    RawClient client = server.raw("a").connect();
    client.sendBytes(HexFormat.of().parseHex("82ffffffffffffffffff" + "00000000" + "01"));
    assertThat(client.receive()).matches("closed.*|end|reset");
    stage.journal().expectNothing();
  }

  private static Frame part(boolean last, int opcode, String text) {
    return new Frame(last, opcode, text.getBytes(UTF_8));
  }
}
