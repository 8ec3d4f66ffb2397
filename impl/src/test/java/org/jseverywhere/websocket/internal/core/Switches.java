package org.jseverywhere.websocket.internal.core;

import java.util.Collection;

/** Tells what reading was told. */
record Switches(Collection<String> seen) implements Intake.Reading {

  @Override
  public void pause() {
    seen.add("pause");
  }

  @Override
  public void resume() {
    seen.add("resume");
  }
}
