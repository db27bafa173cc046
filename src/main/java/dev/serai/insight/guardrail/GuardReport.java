package dev.serai.insight.guardrail;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.Guardrail;
import dev.serai.insight.guardrail.GuardCounts.Count;
import org.jspecify.annotations.Nullable;

/** Lists the guardrails with their recent findings. */
public final class GuardReport {

	private static final Duration OF_LATE = Duration.ofHours(24);

	private final GuardRules rules;

	private final GuardCounts counts;

	private final InstantSource clock;

	public GuardReport(GuardRules rules, GuardCounts counts, InstantSource clock) {
		this.rules = rules;
		this.counts = counts;
		this.clock = clock;
	}

	/**
	 * Returns all guardrails, in the configuration's order.
	 * @param teams only calls of these teams; null for all
	 */
	public List<Line> lines(@Nullable Set<UUID> teams) {
		List<Count> all = this.counts.since(this.clock.instant().minus(OF_LATE), teams);
		return this.rules.guardrails().stream().map(guard -> line(guard, all)).toList();
	}

	private Line line(Guardrail guard, List<Count> all) {
		List<Found> found = all.stream()
			.filter(count -> count.guard().equals(guard.name()))
			.map(count -> new Found(count.finding(), count.direction(), count.action(), count.calls(),
					count.findings()))
			.toList();
		return new Line(guard.name(), guard.kind(), guard.mode().name().toLowerCase(Locale.ROOT), guard.in(),
				guard.out(), this.rules.isForAll(guard.name()), this.rules.policiesOf(guard.name()), found);
	}

	/**
	 * A guardrail.
	 *
	 * @param in whether it checks requests
	 * @param out whether it checks responses
	 * @param allCalls whether it applies to every call
	 * @param policies policies that add it
	 * @param last24Hours its findings
	 */
	public record Line(String name, String kind, String mode, boolean in, boolean out, boolean allCalls,
			List<String> policies, List<Found> last24Hours) {
	}

	/**
	 * A kind of finding.
	 *
	 * @param calls the number of calls with it
	 * @param findings the number of findings
	 */
	public record Found(String finding, String direction, String action, long calls, long findings) {
	}

}
