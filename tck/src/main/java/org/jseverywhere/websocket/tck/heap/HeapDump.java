package org.jseverywhere.websocket.tck.heap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import shark.CloseableHeapGraph;
import shark.HeapField;
import shark.HeapObject;
import shark.HprofHeapGraph;
import shark.HprofIndex;

/**
 * What lives in the memory of a server after a full garbage collection.
 *
 * <p>A dump has no instance fields of {@code java.lang.Class}, so that what is held by a {@link
 * ClassValue} only is not seen.
 */
public final class HeapDump implements AutoCloseable {

  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final String FIXTURE = "org.jseverywhere.websocket.tck.fixture.";
  private static final String PROBE = FIXTURE + "ContextProbe";
  private static final String REFERENCE = "java.util.concurrent.atomic.AtomicReference";

  private final Path file;
  private final CloseableHeapGraph graph;

  private HeapDump(Path file, CloseableHeapGraph graph) {
    this.file = file;
    this.graph = graph;
  }

  /**
   * Dumps the memory of a Java process of this machine and this user.
   *
   * @param pid the process
   * @param directory where the dump may lie until it is closed
   * @return the dump
   * @throws IOException if it could not be made
   * @throws InterruptedException if the caller was interrupted
   */
  public static HeapDump of(long pid, Path directory) throws IOException, InterruptedException {
    Path file = Files.createTempDirectory(directory, "heap").resolve("dump.hprof");
    Path output = file.resolveSibling("jcmd.txt");
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.heap_dump",
                file.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!jcmd.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS) || !Files.exists(file)) {
      jcmd.destroyForcibly();
      throw new IOException("No heap dump of " + pid + ": " + Files.readString(output));
    }
    return new HeapDump(
        file,
        HprofHeapGraph.Companion.openHeapGraph(
            file.toFile(), null, HprofIndex.Companion.defaultIndexedGcRootTags()));
  }

  /**
   * The class loaders of applications of the TCK, deployed or not.
   *
   * @return by the id of the loader the context path; an empty one if the application's control was
   *     never asked, or never there
   */
  public Map<Long, String> applications() {
    Map<Long, String> found = new LinkedHashMap<>();
    Iterator<HeapObject.HeapClass> classes = graph.getClasses().iterator();
    while (classes.hasNext()) {
      HeapObject.HeapClass type = classes.next();
      if (type.getName().startsWith(FIXTURE) && !type.isArrayClass()) {
        long loader = type.readRecord().getClassLoaderId();
        found.merge(loader, contextPath(type), (a, b) -> a.isEmpty() ? b : a);
      }
    }
    return found;
  }

  private static String contextPath(HeapObject.HeapClass type) {
    HeapField home = type.getName().equals(PROBE) ? type.readStaticField("HOME") : null;
    HeapObject.HeapInstance value = instance(instance(home, REFERENCE, "value"));
    HeapField path = value == null ? null : value.readField(PROBE + "$Home", "contextPath");
    String text = path == null ? null : path.getValue().readAsJavaString();
    return text == null ? "" : text;
  }

  private static @Nullable HeapField instance(
      @Nullable HeapField field, String type, String inside) {
    HeapObject.HeapInstance value = instance(field);
    return value == null ? null : value.readField(type, inside);
  }

  private static HeapObject.@Nullable HeapInstance instance(@Nullable HeapField field) {
    return field == null ? null : field.getValueAsInstance();
  }

  /**
   * Looks for what keeps class loaders alive.
   *
   * @param deployed the ids of those that have to live
   * @param gone the ids of those that should not
   * @param library whether a package is of the library, of which nothing may keep the latter
   * @param known fields, as {@code package.Type#field}; what goes through the objects that they
   *     refer to does not count
   * @return what keeps each of them
   * @throws IllegalStateException if a type that is loaded has no such field
   */
  public List<Holder> holders(
      Set<Long> deployed, Set<Long> gone, Predicate<String> library, Set<String> known) {
    Set<Long> all = new HashSet<>(deployed);
    all.addAll(gone);
    Territory territory = new Territory(graph, all, library);
    return new HolderSearch(graph, territory, gone, valuesOf(known)).run();
  }

  private Set<Long> valuesOf(Set<String> fields) {
    Set<Long> values = new HashSet<>();
    Iterator<HeapObject.HeapClass> classes = graph.getClasses().iterator();
    while (classes.hasNext()) {
      HeapObject.HeapClass type = classes.next();
      String prefix = type.getName() + "#";
      for (String field : fields) {
        if (field.startsWith(prefix)) {
          addValues(type, field.substring(prefix.length()), values);
        }
      }
    }
    return values;
  }

  private static void addValues(HeapObject.HeapClass type, String name, Set<Long> values) {
    HeapField ofClass = type.readStaticField(name);
    if (ofClass != null) {
      addValue(ofClass, values);
      return;
    }
    Iterator<HeapObject.HeapInstance> instances = type.getInstances().iterator();
    while (instances.hasNext()) {
      HeapField field = instances.next().readField(type.getName(), name);
      if (field == null) {
        throw new IllegalStateException(
            "There is no field %s of %s any more".formatted(name, type.getName()));
      }
      addValue(field, values);
    }
  }

  private static void addValue(HeapField field, Set<Long> values) {
    Long value = field.getValue().getAsNonNullObjectId();
    if (value != null) {
      values.add(value);
    }
  }

  @Override
  public void close() throws IOException {
    graph.close();
    Files.delete(file);
  }
}
