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
 * A test class that goes on beside the others, because much of its time is waiting, for
 * processes of its own or for a browser: it uses no gateway and no database that classes
 * without this mark use. One such class runs at a time, and none while an {@link Alone}
 * one does. One that starts gateways in this JVM is also {@link Logs}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Order(100)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Beside.LANE)
public @interface Beside {

	/** What the lock on the right to be beside others is called. */
	String LANE = "beside";

}
