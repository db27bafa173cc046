package dev.serai.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * As {@link Beside}, for a test class that needs hardly any processor time: one of these
 * goes on beside one of those.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Order(100)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Waiting.LANE)
public @interface Waiting {

	/**
	 * What the lock on the right to wait beside others is called. In the alphabet it is
	 * before that on the logs: who queues for it does not hold those yet.
	 */
	String LANE = "awaiting";

}
