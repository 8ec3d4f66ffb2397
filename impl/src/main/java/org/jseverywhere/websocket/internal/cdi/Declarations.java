package org.jseverywhere.websocket.internal.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jseverywhere.websocket.BufferedAmountLowEvent;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.inject.ServerId;
import org.jseverywhere.websocket.inject.WebSocketServerDefinition;
import org.jseverywhere.websocket.internal.core.ServerUrl;
import org.jspecify.annotations.Nullable;

/** What the beans of an application say of servers, and what is wrong with it. */
final class Declarations {

  /** An observer method: the events that it takes, and of which server; null is any. */
  record Observer(Class<?> eventType, @Nullable String serverId) {}

  /** A place that names a server. */
  private record Use(String what, String serverId) {}

  private record Definition(Class<?> bean, WebSocketServerOptions options) {}

  private final Map<String, Definition> byId = new LinkedHashMap<>();
  private final Map<String, Definition> byPath = new LinkedHashMap<>();
  private final List<Use> uses = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  void define(Class<?> bean, WebSocketServerDefinition declared) {
    String what =
        "@WebSocketServerDefinition of serverID \""
            + declared.serverId()
            + "\" on "
            + bean.getName();
    WebSocketServerOptions options;
    ServerUrl url;
    try {
      options = options(declared);
      url = ServerUrl.parse(options.url());
    } catch (IllegalArgumentException e) {
      problems.add(what + ": " + e.getMessage());
      return;
    }
    Definition definition = new Definition(bean, options);
    Definition sameId = byId.putIfAbsent(declared.serverId(), definition);
    if (sameId != null) {
      problems.add(
          what
              + " on \""
              + declared.url()
              + "\": the same id is declared on "
              + sameId.bean().getName()
              + " for \""
              + sameId.options().url()
              + "\". Use another id, or one definition.");
      return;
    }
    Definition samePath = byPath.putIfAbsent(url.place(), definition);
    if (samePath != null) {
      problems.add(
          what
              + ": its URL \""
              + declared.url()
              + "\" is that of serverID \""
              + samePath.options().serverId()
              + "\" on "
              + samePath.bean().getName()
              + ". Use another URL, or share one server by its id.");
    }
  }

  private static WebSocketServerOptions options(WebSocketServerDefinition declared) {
    WebSocketServerOptions.Builder options =
        WebSocketServerOptions.of(declared.url()).serverId(declared.serverId());
    for (String name : WebSocketServerOptions.names()) {
      options.set(name, attribute(declared, name));
    }
    return options.build();
  }

  /** What the annotation says of an option: it has an attribute for each. */
  private static String attribute(WebSocketServerDefinition declared, String name) {
    Object value;
    try {
      value = WebSocketServerDefinition.class.getMethod(name).invoke(declared);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No attribute " + name, e);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value instanceof String[] list ? String.join(",", list) : value.toString();
  }

  /** An injection point; one that takes just one server must say which. */
  void inject(InjectionPoint point, boolean one) {
    String what = "Cannot inject WebSocketServer at " + describe(point.getMember());
    ServerId id = serverId(point.getQualifiers());
    if (id != null) {
      uses.add(new Use(what, id.value()));
    } else if (one || !point.getQualifiers().contains(Any.Literal.INSTANCE)) {
      problems.add(
          what + ": it does not say which server. Add @ServerId with one of the declared ids.");
    }
  }

  /** An observer method of this name; null if it was made by an extension and has none. */
  void observe(ObserverMethod<? extends Event> method, @Nullable String name) {
    String what =
        "Cannot observe "
            + rawType(method.getObservedType()).getSimpleName()
            + " in "
            + method.getBeanClass().getName()
            + (name == null ? "" : "." + name);
    if (method.isAsync()) {
      problems.add(
          what
              + ": events of a port keep their order, so they are not fired asynchronously."
              + " Use @Observes instead of @ObservesAsync.");
      return;
    }
    if (rawType(method.getObservedType()) == BufferedAmountLowEvent.class) {
      problems.add(
          what
              + ": it is told to listeners of its port only, as there can be one for each message."
              + " Use Port.onBufferedAmountLow instead, in a handler of the connect event.");
      return;
    }
    ServerId id = serverId(method.getObservedQualifiers());
    if (id != null) {
      uses.add(new Use(what, id.value()));
    }
    observers.add(new Observer(rawType(method.getObservedType()), id == null ? null : id.value()));
  }

  /** Everything that is wrong, each with the place, what was found, and what is allowed. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    for (Use use : uses) {
      if (!byId.containsKey(use.serverId())) {
        all.add(
            use.what()
                + ": no server with serverID \""
                + use.serverId()
                + "\" is declared. "
                + declared()
                + " Add a @WebSocketServerDefinition, or mend the id.");
      }
    }
    return all;
  }

  private String declared() {
    return byId.isEmpty()
        ? "None is."
        : new TreeSet<>(byId.keySet())
            .stream().collect(Collectors.joining("\", \"", "Declared: \"", "\"."));
  }

  /** The declared servers. */
  Collection<WebSocketServerOptions> servers() {
    return byId.values().stream().map(Definition::options).toList();
  }

  List<Observer> observers() {
    return List.copyOf(observers);
  }

  private static @Nullable ServerId serverId(Set<Annotation> qualifiers) {
    for (Annotation qualifier : qualifiers) {
      if (qualifier instanceof ServerId id) {
        return id;
      }
    }
    return null;
  }

  private static Class<?> rawType(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    return type instanceof ParameterizedType parameterized
        ? rawType(parameterized.getRawType())
        : Event.class;
  }

  private static String describe(Member member) {
    String bean = member.getDeclaringClass().getName();
    if (member instanceof Field) {
      return bean + "." + member.getName();
    }
    return member instanceof Executable executable && executable.getName().equals(bean)
        ? "a parameter of the constructor of " + bean
        : "a parameter of " + bean + "." + member.getName();
  }
}
