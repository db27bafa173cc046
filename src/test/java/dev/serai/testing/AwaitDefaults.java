package dev.serai.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How Awaitility waits in all test classes, unless a test says otherwise: it looks at
 * once and often at first, because most conditions hold within milliseconds, and waits
 * for long enough that a busy machine fails no test. JUnit finds this class by
 * {@code META-INF/services}.
 */
public final class AwaitDefaults implements BeforeAllCallback {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Override
	public void beforeAll(ExtensionContext context) {
		Awaitility.setDefaultPollDelay(Duration.ZERO);
		Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(AwaitDefaults::next, FIRST_PAUSE));
		Awaitility.setDefaultTimeout(LIMIT);
	}

	private static Duration next(Duration pause) {
		Duration twice = pause.multipliedBy(2);
		return (twice.compareTo(LONGEST_PAUSE) < 0) ? twice : LONGEST_PAUSE;
	}

}
