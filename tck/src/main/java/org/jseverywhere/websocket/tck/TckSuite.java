package org.jseverywhere.websocket.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One chapter of the rules as tests. A test takes a {@link
 * org.jseverywhere.websocket.tck.driver.Stage} of its own, or the {@link
 * org.jseverywhere.websocket.tck.Target} if it deploys applications.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(TckExtension.class)
public @interface TckSuite {}
