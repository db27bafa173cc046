package dev.serai.gateway.idempotency.camel;

import dev.serai.gateway.idempotency.Claims;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import org.springframework.stereotype.Component;

/** Deletes expired idempotency keys in batches. */
@Component("forget-expired")
final class ForgetExpired implements Processor {

	private static final int BATCH = 1_000;

	private final Claims claims;

	ForgetExpired(Claims claims) {
		this.claims = claims;
	}

	@Override
	public void process(Exchange exchange) {
		while (this.claims.forgetExpired(BATCH) == BATCH) {
			// One more batch.
		}
	}

}
