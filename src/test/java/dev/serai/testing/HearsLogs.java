package dev.serai.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that reads what is logged or printed in this JVM: no class that is
 * {@link Logs} runs meanwhile. These classes come after most others, when those are
 * through.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Order(Integer.MAX_VALUE - 1)
@ResourceLock(HearsLogs.LOGS)
public @interface HearsLogs {

	/** What a lock on the logs is called. */
	String LOGS = "logs";

}
