package dev.serai.gateway.idempotency.camel;

import dev.serai.gateway.idempotency.Claims;
import dev.serai.platform.error.CallRefused;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Deletes expired idempotency keys in batches. */
@Component("forget-expired")
final class ForgetExpired implements Processor {

	private static final Logger LOG = LoggerFactory.getLogger(ForgetExpired.class);

	private static final int BATCH = 1_000;

	private final Claims claims;

	ForgetExpired(Claims claims) {
		this.claims = claims;
	}

	@Override
	public void process(Exchange exchange) {
		try {
			while (this.claims.forgetExpired(BATCH) == BATCH) {
				LOG.debug("Deleted {} expired idempotency keys", BATCH);
			}
		}
		catch (CallRefused ex) {
			LOG.debug("Expired idempotency keys could not be deleted; the next run tries again");
		}
	}

}
