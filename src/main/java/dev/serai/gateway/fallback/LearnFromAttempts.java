package dev.serai.gateway.fallback;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.routing.Affinity;
import dev.serai.gateway.routing.LiveMetrics;
import dev.serai.gateway.routing.Observation;

/** Passes the results of attempts to routing: speed, success and session. */
public record LearnFromAttempts(LiveMetrics metrics, Affinity affinity) implements Settlement.Observer {

	private static final double NANOS_PER_MILLI = 1_000_000;

	@Override
	public void ended(Call call, Attempt attempt) {
		if (attempt.outcome() == Outcome.OK) {
			this.metrics.observe(attempt.deployment(),
					Observation.answered(
							call.isStreaming() ? (attempt.firstTokenNanos() - attempt.startedNanos()) / NANOS_PER_MILLI
									: null,
							attempt.usage().output(),
							(attempt.endedNanos() - attempt.startedNanos()) / NANOS_PER_MILLI));
			if (call.headers().session() != null && call.caller() != null) {
				this.affinity.served(call.caller(), call.headers().session(), attempt.deployment());
			}
		}
		else if (attempt.failure() != null && attempt.failure().kind().deploymentsFault()
				&& attempt.outcome() != Outcome.SHORT_CIRCUITED) {
			this.metrics.observe(attempt.deployment(), Observation.FAILED);
		}
	}

}
