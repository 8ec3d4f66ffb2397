package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.weld.Container;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The beans of an application, by Weld SE. */
final class WeldBeans implements Beans {

  private static final AtomicLong CONTAINERS = new AtomicLong();

  private final ClassLoader loader;
  private final WeldContainer container;
  private final BeanManager beanManager;
  private final List<CreationalContext<?>> made = new ArrayList<>();

  private WeldBeans(ClassLoader loader, WeldContainer container) {
    this.loader = loader;
    this.container = container;
    this.beanManager = container.getBeanManager();
  }

  /** Whether the class path has Weld SE. */
  static boolean arePossible() {
    try {
      Class.forName("org.jboss.weld.environment.se.Weld", false, WeldBeans.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException notThere) {
      return false;
    }
  }

  /** Starts the beans of an application, whose class loader is that of the calling thread. */
  static Beans start(WarClasses classes, ClassLoader loader) {
    List<Extension> extensions = new ArrayList<>();
    ServiceLoader.load(Extension.class, loader).forEach(extensions::add);
    boolean hasOwnExtension =
        extensions.stream().anyMatch(extension -> extension.getClass().getClassLoader() == loader);
    if (!classes.wantsBeans() && !hasOwnExtension && classes.annotatedBeans().isEmpty()) {
      return new None();
    }
    String id = "war-" + CONTAINERS.incrementAndGet();
    Weld weld =
        new Weld(id)
            .setClassLoader(loader)
            .disableDiscovery()
            .skipShutdownHook()
            .property("org.jboss.weld.bootstrap.concurrentDeployment", false)
            .addBeanClass(Marker.class)
            .addExtension(new NotAnnotated(classes));
    classes.annotatedBeans().forEach(weld::addBeanClass);
    extensions.forEach(weld::addExtension);
    WeldBeans beans = new WeldBeans(loader, initialized(weld, id));
    CurrentBeans.add(loader, beans.container);
    return beans;
  }

  private static WeldContainer initialized(Weld weld, String id) {
    try {
      return weld.initialize();
    } catch (RuntimeException | LinkageError e) {
      // Weld (5.1.7) keeps what it could not start, however early, and with it the application.
      if (Container.isSet(id)) {
        Container.instance(id).cleanup();
      }
      throw e;
    }
  }

  /** Weld does not start without a class. */
  private static final class Marker {}

  /** Makes beans of what is not annotated as one. */
  static final class NotAnnotated implements Extension {

    private final WarClasses classes;

    NotAnnotated(WarClasses classes) {
      this.classes = classes;
    }

    void add(@Observes BeforeBeanDiscovery event) {
      List<Class<?>> all = new ArrayList<>(classes.allBeans());
      all.addAll(classes.components());
      all.stream()
          .distinct()
          .forEach(type -> event.addAnnotatedType(type, "component " + type.getName()));
    }
  }

  @Override
  public <T> T make(Class<T> type) {
    Bean<?> bean =
        beanManager.getBeans(type, Any.Literal.INSTANCE).stream()
            .filter(candidate -> candidate.getBeanClass() == type)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(type.getName() + " is not a bean"));
    CreationalContext<?> context = beanManager.createCreationalContext(bean);
    made.add(context);
    return type.cast(beanManager.getReference(bean, type, context));
  }

  @Override
  public Runnable beginRequest() {
    Instance<RequestContextController> controllers =
        container.select(RequestContextController.class);
    RequestContextController controller = controllers.get();
    boolean activated = controller.activate();
    return () -> {
      if (activated) {
        controller.deactivate();
      }
      controllers.destroy(controller);
    };
  }

  @Override
  public void close() {
    made.forEach(CreationalContext::release);
    container.shutdown();
    CurrentBeans.remove(loader);
  }
}
