package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The classes of an application that something is to be done with.
 *
 * @param servlets with {@link WebServlet}
 * @param filters with {@link WebFilter}
 * @param listeners with {@link WebListener}; of the kinds of listeners only this one is told
 * @param annotatedBeans those of which the annotated ones are beans
 * @param allBeans those that are beans whatever their annotations
 * @param wantsBeans whether there is a beans.xml
 */
record WarClasses(
    List<Class<? extends Servlet>> servlets,
    List<Class<? extends Filter>> filters,
    List<Class<? extends ServletContextListener>> listeners,
    List<Class<?>> annotatedBeans,
    List<Class<?>> allBeans,
    boolean wantsBeans) {

  static WarClasses of(ExplodedWar war, List<Path> places, ClassLoader loader) throws IOException {
    List<Class<?>> all = new ArrayList<>();
    List<Class<?>> annotatedBeans = new ArrayList<>();
    List<Class<?>> allBeans = new ArrayList<>();
    boolean wantsBeans = false;
    for (Path place : places) {
      Archive archive = Archive.of(place, war);
      List<Class<?>> classes = load(archive.classNames(), loader);
      all.addAll(classes);
      wantsBeans |= archive.hasBeansXml();
      if (archive.isAllBeans()) {
        allBeans.addAll(classes);
      } else if (!archive.hasNoBeans()) {
        annotatedBeans.addAll(classes);
      }
    }
    return new WarClasses(
        annotated(all, WebServlet.class, Servlet.class),
        annotated(all, WebFilter.class, Filter.class),
        annotated(all, WebListener.class, ServletContextListener.class),
        annotatedBeans,
        allBeans,
        wantsBeans);
  }

  private static List<Class<?>> load(List<String> names, ClassLoader loader) {
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      try {
        Class<?> type = Class.forName(name, false, loader);
        if (isComplete(type)) {
          classes.add(type);
        }
      } catch (ClassNotFoundException | LinkageError optional) {
        // A library may have parts for what this application does not have.
      }
    }
    return classes;
  }

  /** True, or a LinkageError if there is not all that its members need. */
  private static boolean isComplete(Class<?> type) {
    return Stream.of(
            type.getDeclaredMethods(), type.getDeclaredFields(), type.getDeclaredConstructors())
        .allMatch(Objects::nonNull);
  }

  private static <T> List<Class<? extends T>> annotated(
      List<Class<?>> classes, Class<? extends Annotation> annotation, Class<T> kind) {
    List<Class<? extends T>> found = new ArrayList<>();
    for (Class<?> type : classes) {
      if (type.isAnnotationPresent(annotation) && kind.isAssignableFrom(type)) {
        found.add(type.asSubclass(kind));
      }
    }
    return found;
  }

  /** The classes that the application has made for it, and that may want to be injected into. */
  List<Class<?>> components() {
    List<Class<?>> components = new ArrayList<>(servlets);
    components.addAll(filters);
    components.addAll(listeners);
    return components;
  }
}
