package dev.serai.insight.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.serai.gateway.call.Amount;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the API returns it.
 *
 * @param status open or resolved
 * @param rule the rule's name, kept when the rule is deleted
 * @param value the last measured value, a decimal in the unit
 * @param threshold the threshold that the value is compared with
 * @param unit percent, ms or usd
 * @param at when the alert was raised
 * @param budgetId only for alerts about a budget, like the fields after it
 */
public record AlertFacts(UUID id, String kind, String severity, String status, @Nullable UUID ruleId, String rule,
		String subject, @Nullable UUID teamId, @Nullable String team, String summary, @Nullable String value,
		@Nullable String threshold, @Nullable String unit, Map<String, Object> details, Instant at,
		@Nullable Instant resolvedAt, @Nullable Instant acknowledgedAt, @Nullable String acknowledgedBy,
		List<DeliveryFacts> notifications, @Nullable Object budgetId, @Nullable Object scope, @Nullable Object owner,
		@Nullable Object period, @Nullable Object percent, @Nullable Object spentUsd, @Nullable Object limitUsd,
		@Nullable Object periodStart) {

	static AlertFacts of(Alert alert) {
		Map<String, Object> details = alert.details();
		return new AlertFacts(alert.id(), Words.of(alert.kind()), Words.of(alert.severity()),
				alert.isOpen() ? "open" : "resolved", alert.ruleId(), alert.rule(), alert.subject(), alert.teamId(),
				alert.team(), alert.summary(), (alert.value() != null) ? Amount.text(alert.value()) : null,
				(alert.threshold() != null) ? Amount.text(alert.threshold()) : null, alert.kind().unit(), details,
				alert.raisedAt(), alert.resolvedAt(), alert.acknowledgedAt(), alert.acknowledgedBy(),
				alert.deliveries().stream().map(DeliveryFacts::of).toList(), details.get("budgetId"),
				details.get("scope"), details.get("owner"), details.get("period"), details.get("percent"),
				details.get("spentUsd"), details.get("limitUsd"), details.get("periodStart"));
	}

	/** The delivery of a notification to one channel, with its status. */
	public record DeliveryFacts(String channel, String transition, String status, int attempts, @Nullable String error,
			@Nullable Instant sentAt) {

		static DeliveryFacts of(Alert.Delivery delivery) {
			return new DeliveryFacts(delivery.channel(), Words.of(delivery.transition()), delivery.status(),
					delivery.attempts(), delivery.error(), delivery.sentAt());
		}

	}

}
