package dev.serai.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How Awaitility waits in all test classes, unless a test says otherwise: it looks often
 * at first, because most conditions hold soon, and waits for long enough that a busy
 * machine fails no test. JUnit finds this class by {@code META-INF/services}.
 */
public final class AwaitDefaults implements BeforeAllCallback {

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

	private static final PollInterval PAUSES = IterativePollInterval.iterative(AwaitDefaults::next,
			Duration.ofMillis(5));

	/** That nothing is there, or under way, may be so before it has begun. */
	private static final Duration BEFORE_THE_FIRST_LOOK = Duration.ofMillis(100);

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Override
	public void beforeAll(ExtensionContext context) {
		Awaitility.setDefaultPollDelay(BEFORE_THE_FIRST_LOOK);
		Awaitility.setDefaultPollInterval(PAUSES);
		Awaitility.setDefaultTimeout(LIMIT);
	}

	/** Looks at once: for what is not there until it comes, and then stays. */
	public static ConditionFactory awaitComing() {
		return Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(PAUSES);
	}

	private static Duration next(Duration pause) {
		Duration twice = pause.multipliedBy(2);
		return (twice.compareTo(LONGEST_PAUSE) < 0) ? twice : LONGEST_PAUSE;
	}

}
