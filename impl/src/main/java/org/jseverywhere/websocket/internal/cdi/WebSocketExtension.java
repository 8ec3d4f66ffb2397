package org.jseverywhere.websocket.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.inject.ServerId;
import org.jseverywhere.websocket.inject.WebSocketServerDefinition;
import org.jseverywhere.websocket.internal.core.Application;
import org.jseverywhere.websocket.internal.core.Applications;

/**
 * Makes the declared servers beans, opens them when the application starts, and closes all servers
 * while its beans still live.
 */
public final class WebSocketExtension implements Extension {

  private final Application application = Applications.current();
  private final Declarations declarations = new Declarations();

  /** For the CDI container. */
  public WebSocketExtension() {}

  void define(
      @Observes
          @WithAnnotations({WebSocketServerDefinition.class, WebSocketServerDefinition.List.class})
          ProcessAnnotatedType<?> type) {
    for (WebSocketServerDefinition definition :
        type.getAnnotatedType().getAnnotations(WebSocketServerDefinition.class)) {
      declarations.define(type.getAnnotatedType().getJavaClass(), definition);
    }
  }

  void inject(@Observes ProcessInjectionPoint<?, WebSocketServer> event) {
    declarations.inject(event.getInjectionPoint(), true);
  }

  void injectInstance(@Observes ProcessInjectionPoint<?, Instance<WebSocketServer>> event) {
    declarations.inject(event.getInjectionPoint(), false);
  }

  void injectProvider(@Observes ProcessInjectionPoint<?, Provider<WebSocketServer>> event) {
    declarations.inject(event.getInjectionPoint(), true);
  }

  void observe(@Observes ProcessObserverMethod<? extends Event, ?> event) {
    boolean synthetic = event instanceof ProcessSyntheticObserverMethod<?, ?>;
    declarations.observe(
        event.getObserverMethod(),
        synthetic ? null : event.getAnnotatedMethod().getJavaMember().getName());
  }

  void addBeans(@Observes AfterBeanDiscovery event) {
    List<String> problems = new ArrayList<>(declarations.problems());
    for (WebSocketServerOptions options : declarations.servers()) {
      try {
        application.configured(options);
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      event.addDefinitionError(
          new DefinitionException(
              "The application cannot start its WebSocket servers:\n  "
                  + String.join("\n  ", problems)));
      return;
    }
    for (WebSocketServerOptions options : declarations.servers()) {
      String id = String.valueOf(options.serverId());
      event
          .addBean()
          .id(WebSocketExtension.class.getName() + "/" + id)
          .beanClass(WebSocketServer.class)
          .types(WebSocketServer.class, Object.class)
          .qualifiers(ServerId.Literal.of(id), Any.Literal.INSTANCE)
          // Not a proxy: it is the very reference that WebSocketServer.open gives.
          .scope(Dependent.class)
          .createWith(context -> application.open(options));
    }
  }

  void validated(@Observes AfterDeploymentValidation event, BeanManager beanManager) {
    application.observers(new CdiObservers(beanManager, declarations.observers()));
  }

  void open(@Observes @Initialized(ApplicationScoped.class) Object event) {
    declarations.servers().forEach(application::open);
  }

  /** Not later: on Tomcat the beans are gone when the servlet context is destroyed. */
  void close(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    application.close();
  }
}
