package dev.serai.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that holds what it measures to milliseconds, or measures this JVM: no
 * class that is {@link Beside} or {@link Waiting} runs meanwhile. These classes come
 * last, when those are through, so that nobody waits.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Order(Integer.MAX_VALUE)
@ResourceLock(value = Beside.LANE, mode = ResourceAccessMode.READ)
@ResourceLock(value = Waiting.LANE, mode = ResourceAccessMode.READ)
public @interface Alone {

}
