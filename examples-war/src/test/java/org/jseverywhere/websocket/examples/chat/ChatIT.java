package org.jseverywhere.websocket.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jseverywhere.websocket.examples.Client;
import org.jseverywhere.websocket.examples.ServedWar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ServedWar.class)
final class ChatIT {

  private final URI root;

  ChatIT(URI root) {
    this.root = root;
  }

  @Test
  @DisplayName("what one says is heard in the room and nowhere else")
  void keepsRoomsApart() throws IOException, InterruptedException {
    try (Client ann = enter("kitchen", "Ann");
        Client bob = enter("kitchen", "Bob");
        Client eve = enter("cellar", "Eve")) {
      ann.send(" one\ntwo ");

      assertThat(ann.next("SAID")).isEqualTo("SAID\nAnn\none\ntwo");
      assertThat(bob.next("SAID")).isEqualTo("SAID\nAnn\none\ntwo");
      // Had she heard Ann, it would come first.
      assertThat(eve.send("alone").next("SAID")).isEqualTo("SAID\nEve\nalone");
    }
  }

  @Test
  @DisplayName("everybody in a room is told who enters, who leaves, and who is there")
  void tellsWhoIsThere() throws IOException, InterruptedException {
    try (Client ann = enter("hall", "Ann")) {
      try (Client bob = enter("hall", "%0ABob")) {
        assertThat(ann.next("JOINED")).isEqualTo("JOINED\nBob\n");
        assertThat(ann.next("PEOPLE")).isEqualTo("PEOPLE\n\nAnn\nBob");
        assertThat(bob.send("hi").next("SAID")).isEqualTo("SAID\nBob\nhi");
      }
      assertThat(ann.next("LEFT")).isEqualTo("LEFT\nBob\n");
      assertThat(ann.next("PEOPLE")).isEqualTo("PEOPLE\n\nAnn");
    }
  }

  @Test
  @DisplayName("a message longer than the declared limit closes with 1009")
  void limitsMessages() throws IOException, InterruptedException {
    Client client = enter("hall", "Ann").send("x".repeat(4097));

    assertThat(client.closeCode()).isEqualTo(1009);
  }

  @Test
  @DisplayName("what is posted to the servlet is heard in every room")
  void announces() throws IOException, InterruptedException {
    try (Client ann = enter("attic", "Ann");
        Client bob = enter("garden", "Bob")) {
      assertThat(post("Lunch\nis ready").statusCode()).isEqualTo(204);

      assertThat(ann.next("ANNOUNCED")).isEqualTo("ANNOUNCED\n\nLunch\nis ready");
      assertThat(bob.next("ANNOUNCED")).isEqualTo("ANNOUNCED\n\nLunch\nis ready");
    }
  }

  @Test
  @DisplayName(
      "an announcement that is empty, too long or from another site is refused with a reason")
  void refusesAnnouncements() throws IOException, InterruptedException {
    assertThat(post(" \n")).returns(400, HttpResponse::statusCode);
    assertThat(post("x".repeat(1001))).returns(413, HttpResponse::statusCode);
    assertThat(post("Buy!", "Origin", "http://elsewhere.example"))
        .returns(403, HttpResponse::statusCode)
        .satisfies(answer -> assertThat(answer.body()).contains("of this site"));
  }

  /** Enters a room, and returns when the server has told so. */
  private Client enter(String room, String name) throws IOException, InterruptedException {
    Client client = Client.connect(root, "chat/" + room + "?name=" + name);
    client.next("PEOPLE");
    return client;
  }

  private HttpResponse<String> post(String text, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve("announcements"))
            .header("Content-Type", "text/plain;charset=UTF-8")
            .POST(BodyPublishers.ofString(text));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
