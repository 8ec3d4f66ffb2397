package org.jseverywhere.websocket.tck.heap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shark.GcRoot;
import shark.HeapField;
import shark.HeapGraph;
import shark.HeapObject;

/**
 * Walks from the roots of the garbage collector, and writes down each reference by which one comes
 * into an application. Objects of the library are put off until there is nothing else left: what is
 * reached only after them would not live without the library. Applications that are gone, and
 * objects that are to be passed by, are not walked into.
 */
final class HolderSearch {

  /** What no object has as its id. */
  private static final long ROOT = 0;

  private final HeapGraph graph;
  private final Territory territory;
  private final Set<Long> gone;
  private final Set<Long> passedBy;

  /** By the id of an object the one that it was reached from first. */
  private final Map<Long, Long> from = new HashMap<>();

  private final Deque<Long> next = new ArrayDeque<>();
  private final Deque<Long> ofLibrary = new ArrayDeque<>();
  private final Map<String, Holder> holders = new LinkedHashMap<>();
  private boolean throughLibrary;

  HolderSearch(HeapGraph graph, Territory territory, Set<Long> gone, Set<Long> passedBy) {
    this.graph = graph;
    this.territory = territory;
    this.gone = gone;
    this.passedBy = passedBy;
  }

  List<Holder> run() {
    for (GcRoot root : graph.getGcRoots()) {
      if (!isInFrame(root)) {
        reach(ROOT, "root " + root.getClass().getSimpleName(), root.getId());
      }
    }
    drain(next);
    throughLibrary = true;
    while (!ofLibrary.isEmpty()) {
      next.add(ofLibrary.remove());
      drain(next);
    }
    return new ArrayList<>(holders.values());
  }

  /**
   * What a method is working on is kept until it returns; and an idle worker of a container may
   * have its last task in a variable that it will not read again.
   */
  private static boolean isInFrame(GcRoot root) {
    return root instanceof GcRoot.JavaFrame
        || root instanceof GcRoot.JniLocal
        || root instanceof GcRoot.NativeStack;
  }

  private void drain(Deque<Long> queue) {
    while (!queue.isEmpty()) {
      long id = queue.remove();
      References.of(graph.findObjectById(id), (name, target) -> reach(id, name, target));
    }
  }

  private void reach(long source, String name, long id) {
    HeapObject object = id == ROOT ? null : graph.findObjectByIdOrNull(id);
    if (object == null || passedBy.contains(id)) {
      return;
    }
    Territory.Place place = territory.of(object);
    if (place.loader() != Territory.OUTSIDE) {
      HeapObject before = source == ROOT ? null : graph.findObjectById(source);
      if (before == null || territory.of(before).loader() != place.loader()) {
        hold(place, source, name, object);
      }
      if (gone.contains(place.loader())) {
        // What follows is kept by the one who keeps this.
        return;
      }
    }
    if (from.putIfAbsent(id, source) == null) {
      (place.library() ? ofLibrary : next).add(id);
    }
  }

  private void hold(Territory.Place place, long source, String name, HeapObject object) {
    boolean byLibrary = throughLibrary || place.library();
    String kind =
        "%d %s %s %s"
            .formatted(
                place.loader(),
                source == ROOT ? "" : typeOf(graph.findObjectById(source)),
                name.startsWith("[") ? "[]" : name,
                typeOf(object));
    holders.computeIfAbsent(
        kind, unused -> new Holder(place.loader(), byLibrary, path(source, name, object)));
  }

  private String path(long source, String name, HeapObject object) {
    Deque<String> lines = new ArrayDeque<>();
    lines.addFirst("  ." + name + " = " + describe(object));
    long id = source;
    while (id != ROOT) {
      HeapObject target = graph.findObjectById(id);
      long parent = from.getOrDefault(id, ROOT);
      lines.addFirst(
          parent == ROOT
              ? describe(target)
              : "  ." + name(graph.findObjectById(parent), target) + " = " + describe(target));
      id = parent;
    }
    return String.join("\n", lines);
  }

  private static String name(HeapObject source, HeapObject target) {
    List<String> names = new ArrayList<>();
    References.of(
        source,
        (name, id) -> {
          if (id == target.getObjectId()) {
            names.add(name);
          }
        });
    return names.isEmpty() ? "?" : names.get(0);
  }

  private static String describe(HeapObject object) {
    if (object instanceof HeapObject.HeapInstance instance
        && instance.instanceOf("java.lang.Thread")) {
      return typeOf(object) + " \"" + threadName(instance) + "\"";
    }
    return typeOf(object);
  }

  private static @Nullable String threadName(HeapObject.HeapInstance thread) {
    HeapField name = thread.readField("java.lang.Thread", "name");
    return name == null ? null : name.getValue().readAsJavaString();
  }

  private static String typeOf(HeapObject object) {
    if (object instanceof HeapObject.HeapInstance instance) {
      return instance.getInstanceClassName();
    }
    if (object instanceof HeapObject.HeapClass type) {
      return "class " + type.getName();
    }
    return object instanceof HeapObject.HeapObjectArray array
        ? array.getArrayClassName()
        : "an array of primitives";
  }
}
