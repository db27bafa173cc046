package dev.serai.insight.alert.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is to be told, until it has been. News of one alert on one channel goes out in
 * order.
 */
public interface Outbox {

	/**
	 * Takes what is due. Nobody else gets it until the time has passed, so that what a
	 * node that has died was about to send is sent by another.
	 */
	List<Notification> claim(int most, Duration keep);

	/** It has been told. */
	void sent(Notification notification);

	/** It could not be told; it is tried again then. */
	void later(Notification notification, String error, Instant due);

	/** It could not be told and is not tried any more. */
	void givenUp(Notification notification, String error);

}
