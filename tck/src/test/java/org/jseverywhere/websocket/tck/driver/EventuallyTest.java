package org.jseverywhere.websocket.tck.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.Test;

/** A state that is as it must be only once. */
class EventuallyTest {

  @Test
  void takesTheFirstAnswerThatIsRight() {
    Iterator<Boolean> verdicts = List.of(false, true, false).iterator();
    Iterator<String> states = List.of("first", "second").iterator();
    Fields reached =
        Eventually.eventually(
            () -> new Fields().add("state", states.next()), state -> verdicts.next());
    assertThat(reached.get("state")).isEqualTo("second");
  }
}
