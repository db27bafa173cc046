package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that needs a look, or did.
 *
 * @param ruleId null when the rule is gone
 * @param rule the rule's name
 * @param team the team's name now
 * @param value what was measured last, in the kind's unit
 * @param acknowledgedBy who knows of it
 * @param deliveries whom it was told, oldest first
 */
public record Alert(UUID id, @Nullable UUID ruleId, String rule, Kind kind, Severity severity, String subject,
		@Nullable UUID teamId, @Nullable String team, String summary, @Nullable BigDecimal value,
		@Nullable BigDecimal threshold, Map<String, Object> details, Instant raisedAt, @Nullable Instant resolvedAt,
		@Nullable Instant acknowledgedAt, @Nullable String acknowledgedBy, List<Delivery> deliveries) {

	public boolean isOpen() {
		return this.resolvedAt == null;
	}

	/**
	 * One telling on one channel.
	 *
	 * @param status waiting, sending, sent or failed
	 * @param attempts so far
	 * @param error why the last one failed; never an address
	 */
	public record Delivery(String channel, Transition transition, String status, int attempts, @Nullable String error,
			@Nullable Instant sentAt) {
	}

}
