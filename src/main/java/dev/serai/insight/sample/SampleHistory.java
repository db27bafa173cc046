package dev.serai.insight.sample;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

import dev.serai.gateway.call.CacheUse;
import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Served;
import org.jspecify.annotations.Nullable;

/**
 * Generates calls of past days, as the sample teams could have made them: busy by day,
 * quiet at night and at weekends, with a few failures, failovers and cached answers. They
 * are records only, without routing decisions. Not thread-safe.
 */
final class SampleHistory {

	private static final int PERCENT = 100;

	/** The calls of the busiest hour. */
	private static final double PEAK = 5;

	private static final double WEEKEND = 0.3;

	private static final double BUSIEST_HOUR = 13.5;

	private static final Duration OVERHEAD = Duration.ofNanos(600_000);

	private final List<Deployment> deployments;

	private final Set<String> policies;

	private final @Nullable Deployment baseline;

	private final Pricer pricer;

	private final RandomGenerator random;

	/**
	 * @param deployments the deployments that the calls used
	 * @param policies names of the configured policies
	 * @param baseline the deployment that their costs are compared with; null for none
	 */
	SampleHistory(List<Deployment> deployments, Set<String> policies, @Nullable Deployment baseline, Pricer pricer,
			RandomGenerator random) {
		this.deployments = deployments;
		this.policies = policies;
		this.baseline = baseline;
		this.pricer = pricer;
		this.random = random;
	}

	/** Returns the calls of the days before a moment, oldest first. */
	List<CallRecord> before(Instant now, int days, Map<SampleTeam, Caller> callers) {
		List<CallRecord> calls = new ArrayList<>();
		List<SampleTeam> teams = List.copyOf(callers.keySet());
		Instant end = now.truncatedTo(ChronoUnit.HOURS);
		for (Instant hour = end.minus(days, ChronoUnit.DAYS); hour
			.isBefore(end); hour = hour.plus(1, ChronoUnit.HOURS)) {
			for (int i = count(hour); i > 0; i--) {
				SampleTeam team = one(teams);
				calls.add(call(hour.plusMillis(this.random.nextInt(3_600_000)), team, callers.get(team)));
			}
		}
		return calls;
	}

	private int count(Instant hour) {
		ZonedDateTime at = hour.atZone(ZoneOffset.UTC);
		boolean weekend = at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
		double shape = Math.exp(-Math.pow(at.getHour() - BUSIEST_HOUR, 2) / 20) * (weekend ? WEEKEND : 1);
		return (int) (shape * PEAK + this.random.nextDouble());
	}

	private CallRecord call(Instant at, SampleTeam team, Caller caller) {
		boolean cached = chance(6);
		boolean refused = !cached && chance(2);
		boolean failedOver = !cached && !refused && chance(3);
		Usage usage = (cached || refused) ? Usage.NONE
				: Usage.builder()
					.add(TokenClass.INPUT, 30 + this.random.nextInt(20 + team.words() * 4))
					.add(TokenClass.OUTPUT, 20 + this.random.nextInt(250))
					.build();
		Deployment deployment = one(this.deployments);
		Cost cost = (cached || refused) ? Cost.ZERO : this.pricer.price(deployment, usage, null, at);
		Duration first = Duration.ofMillis(120 + this.random.nextInt(500));
		Duration total = refused ? Duration.ofMillis(1)
				: cached ? Duration.ofMillis(2) : first.plusMillis(300 + this.random.nextInt(1_600));
		List<AttemptRecord> attempts = new ArrayList<>();
		Duration start = OVERHEAD;
		if (failedOver) {
			Duration lost = Duration.ofMillis(80 + this.random.nextInt(400));
			attempts.add(new AttemptRecord(1, served(another(deployment)), Outcome.FAILED, 503, "overloaded",
					"The provider is overloaded", Usage.NONE, Cost.ZERO, start, null, lost, null));
			start = start.plus(lost);
		}
		if (!cached && !refused) {
			attempts.add(new AttemptRecord(attempts.size() + 1, served(deployment), Outcome.OK, 200, null, null, usage,
					cost, start, first, total, null));
			total = total.plus(start);
		}
		BigDecimal baselineUsd = (!cached && !refused && this.baseline != null)
				? this.pricer.price(this.baseline, usage, null, at).usd() : null;
		String policy = this.policies.contains(team.policy()) ? team.policy() : null;
		boolean streamed = chance(team.streamed());
		int user = this.random.nextInt(40);
		return new CallRecord(CallId.next(Clock.fixed(at, ZoneOffset.UTC)), at.plus(total), caller,
				new CallRecord.Labels(one(team.features()), team.sessions() ? "conversation-" + user : null,
						one(team.tags()), team.sessions() ? "customer-" + user : null),
				"chat", refused ? "a-model-that-nobody-offers" : (policy != null) ? policy : deployment.model().name(),
				refused ? null : policy, refused ? null : served(deployment), streamed,
				refused ? Outcome.REFUSED : Outcome.OK, refused ? 404 : 200, refused ? "model_not_found" : null, usage,
				cost, baselineUsd, (baselineUsd != null) ? baselineUsd.subtract(cost.usd()) : null,
				refused ? null : cached ? CacheUse.HIT : CacheUse.MISS, List.of(),
				new CallRecord.Timing((attempts.isEmpty()) ? null : start.plus(first), total, OVERHEAD), null,
				attempts);
	}

	/** Returns another deployment, where there is one. */
	private Deployment another(Deployment than) {
		List<Deployment> others = this.deployments.stream().filter(one -> !one.equals(than)).toList();
		return others.isEmpty() ? than : one(others);
	}

	private static Served served(Deployment deployment) {
		return new Served(deployment.id(), deployment.provider().name(), deployment.model().name(), true);
	}

	private boolean chance(int percent) {
		return this.random.nextInt(PERCENT) < percent;
	}

	private <T> T one(List<T> of) {
		return of.get(this.random.nextInt(of.size()));
	}

}
