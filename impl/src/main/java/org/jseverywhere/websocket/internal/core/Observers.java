package org.jseverywhere.websocket.internal.core;

import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.EventType;
import org.jspecify.annotations.Nullable;

/** The application's CDI observers and request scope, as the engine sees them. */
public interface Observers {

  /** What an application without CDI has. */
  Observers NONE =
      new Observers() {
        @Override
        public boolean observe(EventType<?> type, @Nullable String serverId) {
          return false;
        }

        @Override
        public void fire(Event event) {
          // Nobody observes.
        }

        @Override
        public void inRequestScope(Runnable callback) {
          callback.run();
        }
      };

  /** Whether there is an observer of events of this type on the server of this id. */
  boolean observe(EventType<?> type, @Nullable String serverId);

  /** Calls the observers of an event; throws what one of them throws. */
  void fire(Event event) throws Exception;

  /** Runs a callback with an active request scope. */
  void inRequestScope(Runnable callback);
}
