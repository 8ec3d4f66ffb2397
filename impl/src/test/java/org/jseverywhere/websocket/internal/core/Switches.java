package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.BlockingQueue;

/** Tells what reading was told. */
record Switches(BlockingQueue<String> seen) implements Intake.Reading {

  @Override
  public void pause() {
    seen.add("pause");
  }

  @Override
  public void resume() {
    seen.add("resume");
  }
}
