package dev.serai.ledger.camel;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.ledger.CallRecord.Labels;
import dev.serai.ledger.journal.Acceptance;
import dev.serai.ledger.journal.Journal;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import org.springframework.stereotype.Component;

/** Writes what a call will be charged if the process ends before the call does. */
@Component("accept")
final class Accept implements Processor {

	/** The size of a record's part for each candidate and each attempt, in bytes. */
	private static final int CANDIDATE = 768;

	private static final int ATTEMPT = 1_536;

	private final Journal journal;

	Accept(Journal journal) {
		this.journal = journal;
	}

	@Override
	public void process(Exchange exchange) {
		Call call = Calls.of(exchange);
		Decision decision = call.decision();
		if (decision == null) {
			throw new IllegalStateException("A call must be decided before it is accepted");
		}
		Labels labels = MakeRecord.labels(call);
		Acceptance acceptance = new Acceptance(call.id(), call.caller(), labels, call.request().operation().word(),
				call.request().model(), decision.policy(), call.plan().deployments().getFirst(), call.isStreaming(),
				TokenEstimate.rough().of(call.request()));
		int candidates = decision.candidates().size() + decision.excluded().size();
		this.journal.accept(acceptance, candidates * CANDIDATE + call.plan().attempts() * ATTEMPT);
	}

}
