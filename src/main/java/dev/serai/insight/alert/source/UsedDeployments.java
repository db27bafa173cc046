package dev.serai.insight.alert.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/** The deployments that were called in the last 30 days. */
final class UsedDeployments {

	private static final Duration LATELY = Duration.ofDays(30);

	private final UsageSums sums;

	UsedDeployments(UsageSums sums) {
		this.sums = sums;
	}

	/**
	 * @param team only this team's calls; null for all
	 * @return ids such as {@code provider/model}
	 */
	Set<String> of(@Nullable UUID team, Instant now) {
		return this.sums
			.sums(new UsageQuery(Dimension.DEPLOYMENT, (team != null) ? Set.of(team) : null, now.minus(LATELY), now,
					null, UTC))
			.stream()
			.map(UsageSum::key)
			.filter(key -> !key.isEmpty())
			.collect(Collectors.toSet());
	}

}
