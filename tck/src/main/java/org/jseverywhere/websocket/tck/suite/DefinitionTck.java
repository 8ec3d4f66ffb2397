package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.DEF_1;
import static org.jseverywhere.websocket.tck.Rule.DEF_10;
import static org.jseverywhere.websocket.tck.Rule.DEF_2;
import static org.jseverywhere.websocket.tck.Rule.DEF_3;
import static org.jseverywhere.websocket.tck.Rule.DEF_4;
import static org.jseverywhere.websocket.tck.Rule.DEF_5;
import static org.jseverywhere.websocket.tck.Rule.DEF_6;
import static org.jseverywhere.websocket.tck.Rule.DEF_7;
import static org.jseverywhere.websocket.tck.Rule.DEF_8;
import static org.jseverywhere.websocket.tck.Rule.DEF_9;

import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.Target;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter DEF: applications that must be refused, and what the server's operator reads. If one of
 * these fails, look at what is checked when all beans are known.
 */
@TckSuite
public class DefinitionTck {

  private static final String NAME = "tck-bad";
  private static final String PACKAGE = "org.jseverywhere.websocket.tck.fixture.bad.";

  @Test
  @Verifies(DEF_10)
  @DisplayName("an application without mistakes is deployed")
  void withoutMistakes(Target target) throws Exception {
    target.deployBad(NAME, "Declares");
    target.container().undeploy(NAME);
  }

  @Test
  @Verifies({DEF_1, DEF_7})
  @DisplayName("unknown ids in constructor, field and method: bean, member, id, declared ids")
  void unknownIds(Target target) throws Exception {
    assertThat(refusal(target, "Declares", "InjectsUnknownId"))
        .contains(PACKAGE + "InjectsUnknownId.lostField", "\"unknown-of-field\"")
        .contains("constructor of " + PACKAGE + "InjectsUnknownId", "\"unknown-of-constructor\"")
        .contains(PACKAGE + "InjectsUnknownId.lostMethod", "\"unknown-of-method\"")
        .contains("\"first-declared\"", "\"second-declared\"");
  }

  @Test
  @Verifies({DEF_8, DEF_7})
  @DisplayName("an unknown id in a servlet: class, field, id, declared ids, beside that of a bean")
  void unknownIdInServlet(Target target) throws Exception {
    assertThat(refusal(target, "Declares", "ServletInjectsUnknownId", "InjectsUnknownId"))
        .contains("\"unknown-of-field\"")
        .contains(PACKAGE + "ServletInjectsUnknownId.lostInServlet", "\"unknown-of-servlet\"")
        .contains("\"first-declared\"", "\"second-declared\"");
  }

  @Test
  @Verifies(DEF_2)
  @DisplayName("a server without an id: bean, field, and that @ServerId is to be added")
  void withoutId(Target target) throws Exception {
    assertThat(refusal(target, "Declares", "InjectsWithoutId"))
        .contains(PACKAGE + "InjectsWithoutId.whichever")
        // A list of the servers that there are has it, too.
        .containsPattern("(?i)\\b(add|give|use)\\b[^.]*@ServerId");
  }

  @Test
  @Verifies(DEF_3)
  @DisplayName("one id twice: the id and both classes")
  void sameId(Target target) throws Exception {
    assertThat(refusal(target, "Declares", "SameIdAsFirst"))
        .contains("\"first-declared\"", PACKAGE + "Declares", PACKAGE + "SameIdAsFirst");
  }

  @Test
  @Verifies(DEF_4)
  @DisplayName("one URL twice: the URL, as it was written")
  void sameUrl(Target target) throws Exception {
    String text = refusal(target, "SameUrl");
    assertThat(text).contains(PACKAGE + "SameUrl");
    assertThat(text).containsAnyOf("\"/bad/rooms/{room}\"", "\"/bad/rooms/{name}\"");
  }

  @Test
  @Verifies({DEF_5, DEF_7})
  @DisplayName("malformed values: each of them is in the text")
  void malformed(Target target) throws Exception {
    assertThat(refusal(target, "Malformed"))
        .contains(PACKAGE + "Malformed")
        .contains("\"http://malformed.example/\"", "\" \t \"", "\"two words\"", "\"no.scheme\"")
        .contains("-701", "-702", "-703", "\"ten seconds\"", "PT705H");
  }

  @Test
  @Verifies(DEF_6)
  @DisplayName("an observer of an unknown id: bean, method, id")
  void unknownIdObserved(Target target) throws Exception {
    assertThat(refusal(target, "Declares", "ObservesUnknownId"))
        .contains(PACKAGE + "ObservesUnknownId.neverReceived", "\"unknown-of-observer\"");
  }

  @Test
  @Verifies(DEF_9)
  @DisplayName("an observer of what is told to ports only: bean, method, what to use")
  void lowWaterObserved(Target target) throws Exception {
    assertThat(refusal(target, "ObservesLowWater"))
        .contains(PACKAGE + "ObservesLowWater.neverTold", "onBufferedAmountLow");
  }

  @Test
  @Verifies(DEF_7)
  @DisplayName("mistakes of all kinds are in one text, and the name can be used again")
  void together(Target target) throws Exception {
    assertThat(
            refusal(
                target,
                "Declares",
                "InjectsUnknownId",
                "InjectsWithoutId",
                "SameIdAsFirst",
                "SameUrl",
                "Malformed",
                "ObservesUnknownId"))
        .contains("\"unknown-of-field\"", "InjectsWithoutId.whichever")
        .contains("SameIdAsFirst", "SameUrl", "\"two words\"", "-703")
        .contains("\"unknown-of-observer\"");
    withoutMistakes(target);
  }

  private static String refusal(Target target, String... classes) throws Exception {
    try {
      target.deployBad(NAME, classes);
    } catch (DeploymentFailure failure) {
      return String.valueOf(failure.getMessage());
    }
    target.container().undeploy(NAME);
    throw new AssertionError(
        target.name() + " deployed what has mistakes: " + String.join(", ", classes));
  }
}
