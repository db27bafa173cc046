package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a rule finds of one subject. What is not found at all is well.
 *
 * @param subject what it is about; a rule has one open alert of a subject at most
 * @param teamId the team whose matter it is; null when it is nobody's in particular
 * @param firing enough to raise an alert; else only too much to resolve one
 * @param summary a sentence for people
 * @param value what was measured, in the kind's unit
 * @param threshold what it is measured against
 * @param details more, by name: texts, numbers, and maps of them
 */
public record Sighting(String subject, @Nullable UUID teamId, boolean firing, String summary,
		@Nullable BigDecimal value, @Nullable BigDecimal threshold, Map<String, Object> details) {
}
