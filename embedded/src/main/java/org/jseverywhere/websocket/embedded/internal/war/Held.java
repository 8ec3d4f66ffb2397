package org.jseverywhere.websocket.embedded.internal.war;

/**
 * What a slot holds.
 *
 * @param component the application's object
 * @param loader the application's class loader
 * @param <T> the kind of component
 * @see ServletSlot
 */
record Held<T>(T component, ClassLoader loader) {}
