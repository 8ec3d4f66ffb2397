package org.jseverywhere.websocket.tck.heap;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import shark.HeapGraph;
import shark.HeapObject;

/** Which objects belong to which application, and which of them are the library's. */
final class Territory {

  /** No class loader that is looked for. */
  static final long OUTSIDE = 0;

  private static final Place ELSEWHERE = new Place(OUTSIDE, false);

  private final Set<Long> loaders;
  private final Map<Long, Place> places = new HashMap<>();

  /** Where a class belongs to. */
  record Place(long loader, boolean library) {}

  Territory(HeapGraph graph, Set<Long> loaders, Predicate<String> library) {
    this.loaders = loaders;
    Iterator<HeapObject.HeapClass> classes = graph.getClasses().iterator();
    while (classes.hasNext()) {
      HeapObject.HeapClass type = classes.next();
      long loader = type.readRecord().getClassLoaderId();
      boolean ofLibrary = library.test(packageOf(type.getName()));
      if (loaders.contains(loader) || ofLibrary) {
        long inside = loaders.contains(loader) ? loader : OUTSIDE;
        places.put(type.getObjectId(), new Place(inside, ofLibrary));
      }
    }
  }

  /** Hidden classes have a slash behind their name, which the dump shows as a dot. */
  private static String packageOf(String className) {
    int nested = className.indexOf('$');
    String outer = nested < 0 ? className : className.substring(0, nested);
    return outer.substring(0, Math.max(0, outer.lastIndexOf('.')));
  }

  /** Where an object belongs to: a loader to itself, everything else to the loader of its class. */
  Place of(HeapObject object) {
    if (loaders.contains(object.getObjectId())) {
      return new Place(object.getObjectId(), false);
    }
    long type = object.getObjectId();
    if (object instanceof HeapObject.HeapInstance instance) {
      type = instance.getInstanceClassId();
    } else if (object instanceof HeapObject.HeapObjectArray array) {
      type = array.getArrayClassId();
    }
    return places.getOrDefault(type, ELSEWHERE);
  }
}
