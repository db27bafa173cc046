package dev.serai.insight.alert.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers each notification: repeats failed attempts with growing waits for three days,
 * then marks the notification as failed.
 */
public final class Dispatch {

	private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

	/** Longer than all timeouts of one attempt together. */
	private static final Duration CLAIM = Duration.ofMinutes(10);

	private static final Duration LONGEST_WAIT = Duration.ofHours(1);

	private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

	private static final int AT_A_TIME = 20;

	private static final int MOST_DOUBLINGS = 20;

	private final Outbox outbox;

	private final Duration firstWait;

	private final Clock clock;

	/**
	 * @param firstWait the wait before the second attempt; doubles with each attempt, up
	 * to an hour
	 */
	public Dispatch(Outbox outbox, Duration firstWait, Clock clock) {
		this.outbox = outbox;
		this.firstWait = firstWait;
		this.clock = clock;
	}

	/** Claims the due notifications for this node. */
	public List<Notification> due() {
		return this.outbox.claim(AT_A_TIME, CLAIM);
	}

	public void sent(Notification notification) {
		this.outbox.sent(notification);
	}

	/**
	 * @param error a message for people, without addresses or secrets
	 */
	public void failed(Notification notification, String error) {
		Instant now = this.clock.instant();
		if (now.isAfter(notification.at().plus(GIVE_UP_AFTER))) {
			LOG.error("A notification could not be sent to the channel {} for three days and is given up: {}",
					notification.channel(), error);
			this.outbox.givenUp(notification, error);
			return;
		}
		if (notification.attempts() == 1) {
			LOG.warn("A notification could not be sent to the channel {}; trying again: {}", notification.channel(),
					error);
		}
		this.outbox.later(notification, error, now.plus(wait(notification.attempts())));
	}

	private Duration wait(int attempts) {
		Duration wait = this.firstWait.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
		return (wait.compareTo(LONGEST_WAIT) < 0) ? wait : LONGEST_WAIT;
	}

}
