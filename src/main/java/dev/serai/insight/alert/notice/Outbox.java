package dev.serai.insight.alert.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Holds notifications until they are delivered. Notifications of one alert on one channel
 * are delivered in order.
 */
public interface Outbox {

	/**
	 * Claims due notifications. No other node gets them until the given time has passed;
	 * after that, another node may claim what a dead node did not send.
	 */
	List<Notification> claim(int most, Duration keep);

	/** Marks a notification as sent. */
	void sent(Notification notification);

	/** Records a failed attempt and schedules the next one. */
	void later(Notification notification, String error, Instant due);

	/** Records the last failed attempt and gives up. */
	void givenUp(Notification notification, String error);

}
