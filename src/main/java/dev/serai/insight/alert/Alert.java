package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An alert, open or resolved.
 *
 * @param ruleId null when the rule was deleted
 * @param rule the rule's name
 * @param team the team's current name
 * @param value the last measured value, in the kind's unit
 * @param acknowledgedBy the operator who acknowledged it
 * @param deliveries its notifications, oldest first
 */
public record Alert(UUID id, @Nullable UUID ruleId, String rule, Kind kind, Severity severity, String subject,
		@Nullable UUID teamId, @Nullable String team, String summary, @Nullable BigDecimal value,
		@Nullable BigDecimal threshold, Map<String, Object> details, Instant raisedAt, @Nullable Instant resolvedAt,
		@Nullable Instant acknowledgedAt, @Nullable String acknowledgedBy, List<Delivery> deliveries) {

	public boolean isOpen() {
		return this.resolvedAt == null;
	}

	/**
	 * The delivery of one notification to one channel.
	 *
	 * @param status waiting, sending, sent or failed
	 * @param attempts attempts so far
	 * @param error why the last attempt failed; never contains an address
	 */
	public record Delivery(String channel, Transition transition, String status, int attempts, @Nullable String error,
			@Nullable Instant sentAt) {
	}

}
