package dev.serai.insight.compliance;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * How long calls are kept.
 *
 * @param subject the id of the team or organisation
 * @param callDays its own rule; null when it has none
 * @param inheritedDays the organisation's rule, for a team; null when there is none
 * @param effectiveDays what holds: days after a call was received; null means for ever
 * @param minimumDays the fewest that a rule may say
 */
public record RetentionFacts(UUID subject, @Nullable Integer callDays, @Nullable Integer inheritedDays,
		@Nullable Integer effectiveDays, int minimumDays) {

	static RetentionFacts of(UUID subject, @Nullable Integer own, @Nullable Integer inherited) {
		return new RetentionFacts(subject, own, inherited, (own != null) ? own : inherited, Retention.MINIMUM_DAYS);
	}

}
