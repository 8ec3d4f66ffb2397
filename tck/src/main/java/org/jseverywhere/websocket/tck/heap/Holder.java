package org.jseverywhere.websocket.tck.heap;

/**
 * A strong reference from outside of an application into it, which keeps its class loader and with
 * it all of its classes.
 *
 * @param loader the id of the class loader
 * @param byLibrary whether it is the library's doing: the reference leads to an object of the
 *     library, or to where it starts one comes only through objects of the library
 * @param path a shortest path from a root of the garbage collector, one reference a line
 */
public record Holder(long loader, boolean byLibrary, String path) {}
