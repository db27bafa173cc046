package dev.serai.ledger.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.ledger.AttemptRecord;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.CallRecord.Timing;
import dev.serai.ledger.Served;

/**
 * Creates the record of a call that was in progress when the process ended. How far it
 * had come is unknown, so it is charged with its estimated input at the deployment that
 * was to be tried first, and the price status marks this as an estimate. The provider's
 * output is unknown and not estimated.
 */
public final class CrashedCalls implements Function<Acceptance, CallRecord> {

	private static final String CODE = "unknown_crash";

	private final Catalog catalog;

	private final Pricer pricer;

	public CrashedCalls(Catalog catalog, Pricer pricer) {
		this.catalog = catalog;
		this.pricer = pricer;
	}

	@Override
	public CallRecord apply(Acceptance call) {
		Optional<Deployment> deployment = this.catalog.find(call.deployment());
		Usage usage = Usage.builder().add(TokenClass.INPUT, call.inputTokens()).estimated().build();
		Cost cost = deployment.map(d -> this.pricer.price(d, usage, null, CallId.receivedAt(call.id())))
			.orElse(Cost.UNKNOWN);
		Served asked = deployment
			.map(d -> new Served(d.id(), d.provider().name(), d.model().name(), d.provider().simulated()))
			.orElseGet(() -> new Served(call.deployment(), "", "", false));
		AttemptRecord attempt = new AttemptRecord(1, asked, Outcome.UNKNOWN_CRASH, 0, CODE,
				"The process ended during the call", usage, cost, Duration.ZERO, null, Duration.ZERO, null);
		return new CallRecord(call.id(), CallId.receivedAt(call.id()), call.caller(), call.labels(), call.operation(),
				call.modelRequested(), call.policy(), asked, call.stream(), Outcome.UNKNOWN_CRASH, 0, CODE, usage, cost,
				null, null, null, List.of(), new Timing(null, Duration.ZERO, null), null, List.of(attempt));
	}

}
