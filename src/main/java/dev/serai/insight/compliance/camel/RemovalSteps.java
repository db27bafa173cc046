package dev.serai.insight.compliance.camel;

import dev.serai.insight.compliance.Expiry;
import org.apache.camel.Exchange;

import org.springframework.stereotype.Component;

/** Removes expired calls, batch by batch. */
@Component("removal-steps")
public final class RemovalSteps {

	/**
	 * The exchange property that controls the route's loop: whether another batch
	 * follows.
	 */
	static final String MORE = "moreToRemove";

	private final Expiry expiry;

	RemovalSteps(Expiry expiry) {
		this.expiry = expiry;
	}

	/** Sets the body to the run. */
	public void begin(Exchange exchange) {
		exchange.getMessage().setBody(this.expiry.begin());
		exchange.setProperty(MORE, true);
	}

	/** Removes one batch of the run in the body. */
	public void removeBatch(Exchange exchange) {
		Expiry.Run run = exchange.getMessage().getBody(Expiry.Run.class);
		// At shutdown the loop ends; the next run continues.
		exchange.setProperty(MORE, run.step() && !exchange.getContext().isStopping());
	}

	public void logRemoval(Exchange exchange) {
		this.expiry.tell();
	}

}
