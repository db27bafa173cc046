package dev.serai.gateway.routing.camel;

import java.time.Duration;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Plan;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.gateway.guardrail.GuardSet;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.routing.Policy;
import dev.serai.gateway.routing.Router;
import dev.serai.gateway.routing.RoutingRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Has the router rank the deployments and sets the call's plan. */
@Component("decide")
final class Decide implements Processor {

	private final Router router;

	private final Guards guards;

	Decide(Router router, Guards guards) {
		this.router = router;
		this.guards = guards;
	}

	@Override
	public void process(Exchange exchange) {
		Call call = Calls.of(exchange);
		Caller caller = call.caller();
		if (caller == null) {
			throw new IllegalStateException("A call must be authenticated before it is routed");
		}
		GuardSet guardrails = this.guards.of(call);
		call.roughInput(TokenEstimate.rough().of(call.request()));
		Decision decision = this.router
			.decide(new RoutingRequest(call.request(), call.roughInput(), caller, call.headers().policy(),
					call.headers().session(), guardrails.opensAllRegions() ? null : guardrails::opens));
		call.decided(decision, plan(decision, this.router.policy(decision.policy()), call.headers().timeout()));
	}

	private static Plan plan(Decision decision, Policy policy, @Nullable Duration timeout) {
		Duration deadline = (timeout != null && timeout.compareTo(policy.deadline()) < 0) ? timeout : policy.deadline();
		return new Plan(decision.candidates().stream().map(Decision.Candidate::deployment).toList(), policy.attempts(),
				deadline, policy.firstToken());
	}

}
