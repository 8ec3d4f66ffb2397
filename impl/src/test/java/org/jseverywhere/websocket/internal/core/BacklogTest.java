package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private final Backlog backlog = new Backlog();

  private void add(String... texts) {
    for (String text : texts) {
      backlog.add(Message.of(text));
    }
  }

  private void addLatest(String key, String text) {
    backlog.add(Message.of(text).latest(key));
  }

  private List<String> take(int room, int maxBytes) {
    Message[] chunk = new Message[room];
    int count = backlog.take(chunk, maxBytes);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(chunk[i].text());
    }
    return texts;
  }

  private List<String> takeAll() {
    return take(100, Integer.MAX_VALUE);
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(backlog.count()).isZero();
    assertThat(takeAll()).isEmpty();
    assertThat(backlog.dropOldest(0)).isZero();
    assertThat(backlog.conflate(Message.of("x").latest("k"))).isZero();
    assertThat(backlog.clear()).isZero();
  }

  @Test
  void takesOldestFirstAndNoMoreThanThereIsRoomFor() {
    add("1", "2", "3");

    assertThat(take(2, Integer.MAX_VALUE)).containsExactly("1", "2");
    assertThat(takeAll()).containsExactly("3");
    assertThat(takeAll()).isEmpty();
  }

  @Test
  void takesWhatFitsWithTheHeadersOfItsFrames() {
    add("12345", "67890", "abcde");

    assertThat(take(3, 30)).containsExactly("12345", "67890");
    assertThat(backlog.count()).isEqualTo(1);
  }

  @Test
  void leavesWhatIsOneByteTooMuch() {
    add("12345", "67890", "abcde");

    assertThat(take(3, 29)).containsExactly("12345");
    assertThat(backlog.count()).isEqualTo(2);
  }

  @Test
  void takesOneHoweverLargeItIs() {
    add("a long one", "b");

    assertThat(take(3, 0)).containsExactly("a long one");
    assertThat(take(3, 1)).containsExactly("b");
  }

  @Test
  void countsBytesOnTheWireAndWeighsAtLeastOne() {
    add("", "é", "");
    assertThat(backlog.bytes()).isEqualTo(2);
    assertThat(backlog.weight()).isEqualTo(4);

    take(2, Integer.MAX_VALUE);
    assertThat(backlog.bytes()).isZero();
    assertThat(backlog.weight()).isEqualTo(1);

    takeAll();
    assertThat(backlog.weight()).isZero();
  }

  @Test
  void dropsNoMoreOfTheOldestThanNeeded() {
    add("11", "22", "33");

    assertThat(backlog.dropOldest(6)).isZero();
    assertThat(backlog.dropOldest(5)).isEqualTo(1);
    assertThat(backlog.bytes()).isEqualTo(4);
    assertThat(takeAll()).containsExactly("22", "33");
  }

  @Test
  void dropsAllIfThatIsStillTooLittle() {
    add("11", "");

    assertThat(backlog.dropOldest(-5)).isEqualTo(2);
    assertThat(backlog.weight()).isZero();
    add("3");
    assertThat(takeAll()).containsExactly("3");
  }

  @Test
  void emptyMessagesAreDroppedByTheirWeight() {
    add("", "", "");

    assertThat(backlog.dropOldest(1)).isEqualTo(2);
    assertThat(backlog.count()).isEqualTo(1);
  }

  @Test
  void conflatingKeepsTheLatestOfEachKeyInItsPlace() {
    addLatest("a", "a1");
    addLatest("b", "b1");
    add("no key");
    addLatest("a", "a2");
    addLatest("c", "c1");

    assertThat(backlog.conflate(Message.of("b2").latest("b"))).isEqualTo(2);
    assertThat(backlog.bytes()).isEqualTo(10);
    assertThat(backlog.weight()).isEqualTo(10);
    assertThat(takeAll()).containsExactly("no key", "a2", "c1");
  }

  @Test
  void conflatingForAMessageWithoutAKeyStillDropsWhatIsSuperseded() {
    addLatest("a", "a1");
    addLatest("a", "a2");
    add("same", "same");

    assertThat(backlog.conflate(Message.of("x"))).isEqualTo(1);
    assertThat(takeAll()).containsExactly("a2", "same", "same");
  }

  @Test
  void clearingForgetsWhatWaited() {
    add("1", "2");

    assertThat(backlog.clear()).isEqualTo(2);
    assertThat(backlog.count()).isZero();
    assertThat(backlog.bytes()).isZero();
    assertThat(backlog.weight()).isZero();
  }
}
