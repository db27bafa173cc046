package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A rule's finding about one subject. A subject without a finding is well.
 *
 * @param subject what the finding is about; a rule has at most one open alert for it
 * @param teamId the team concerned; null when it concerns no particular team
 * @param firing true when it suffices to raise an alert; false when it only keeps an open
 * alert from being resolved
 * @param summary one sentence for people
 * @param value the measured value, in the kind's unit
 * @param threshold the threshold that the value is compared with
 * @param details further details by name: texts, numbers, and maps of these
 */
public record Sighting(String subject, @Nullable UUID teamId, boolean firing, String summary,
		@Nullable BigDecimal value, @Nullable BigDecimal threshold, Map<String, Object> details) {
}
