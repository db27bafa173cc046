package dev.serai.insight.alert.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.serai.gateway.call.Amount;
import dev.serai.insight.alert.Alert;
import dev.serai.insight.alert.Words;
import org.jspecify.annotations.Nullable;

/**
 * What a program gets to read of an alert. Fields may be added; those that are there keep
 * their names and meanings.
 *
 * @param id the notification's; the same when it is sent again
 * @param event alert.raised, alert.reminder or alert.resolved
 * @param at since when it is to be told
 * @param alert its fields by name; one that has no value is not there
 */
public record WebhookMessage(UUID id, String event, Instant at, Map<String, @Nullable Object> alert) {

	/** The message for a notification. */
	public static WebhookMessage of(Notification notification) {
		Alert alert = notification.alert();
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("id", alert.id());
		fields.put("kind", Words.of(alert.kind()));
		fields.put("severity", Words.of(alert.severity()));
		fields.put("rule", alert.rule());
		fields.put("subject", alert.subject());
		fields.put("teamId", alert.teamId());
		fields.put("team", alert.team());
		fields.put("summary", alert.summary());
		fields.put("value", (alert.value() != null) ? Amount.text(alert.value()) : null);
		fields.put("threshold", (alert.threshold() != null) ? Amount.text(alert.threshold()) : null);
		fields.put("unit", alert.kind().unit());
		fields.put("details", alert.details());
		fields.put("raisedAt", alert.raisedAt());
		fields.put("resolvedAt", alert.resolvedAt());
		fields.put("acknowledgedAt", alert.acknowledgedAt());
		fields.values().removeIf(Objects::isNull);
		return new WebhookMessage(notification.id(), "alert." + Words.of(notification.transition()), notification.at(),
				fields);
	}

}
