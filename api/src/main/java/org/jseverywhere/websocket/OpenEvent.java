package org.jseverywhere.websocket;

/**
 * The server listens and is ready for clients. Fired once per server; a listener that is added
 * later is called then, once.
 */
public non-sealed interface OpenEvent extends Event {}
