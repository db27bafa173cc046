package dev.serai.insight.alert.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.serai.gateway.call.Amount;
import dev.serai.insight.alert.Alert;
import dev.serai.insight.alert.Words;
import dev.serai.platform.mail.DashboardLinks;
import org.jspecify.annotations.Nullable;

/**
 * An alert as JSON for webhooks. Fields may be added; existing fields keep their names
 * and meanings.
 *
 * @param id the notification's id; the same at each attempt
 * @param event alert.raised, alert.reminder or alert.resolved
 * @param at when the notification was issued
 * @param alert the alert's fields by name, without those that have no value
 */
public record WebhookMessage(UUID id, String event, Instant at, Map<String, @Nullable Object> alert) {

	/** Creates the message for a notification. */
	public static WebhookMessage of(Notification notification, DashboardLinks links) {
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
		fields.put("url", AlertLink.of(alert, links));
		fields.put("raisedAt", alert.raisedAt());
		fields.put("resolvedAt", alert.resolvedAt());
		fields.put("acknowledgedAt", alert.acknowledgedAt());
		fields.values().removeIf(Objects::isNull);
		return new WebhookMessage(notification.id(), "alert." + Words.of(notification.transition()), notification.at(),
				fields);
	}

}
