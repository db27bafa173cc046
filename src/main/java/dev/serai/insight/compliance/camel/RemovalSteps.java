package dev.serai.insight.compliance.camel;

import dev.serai.insight.compliance.Expiry;
import dev.serai.platform.error.CallRefused;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Removes expired calls, batch by batch. */
@Component("removal-steps")
public final class RemovalSteps {

	/**
	 * The exchange property that controls the route's loop: whether another batch
	 * follows.
	 */
	static final String MORE = "moreToRemove";

	private static final Logger LOG = LoggerFactory.getLogger(RemovalSteps.class);

	private final Expiry expiry;

	RemovalSteps(Expiry expiry) {
		this.expiry = expiry;
	}

	/** Sets the body to the run. */
	public void begin(Exchange exchange) {
		exchange.setProperty(MORE, false);
		unlessAway(() -> {
			exchange.getMessage().setBody(this.expiry.begin());
			exchange.setProperty(MORE, true);
		});
	}

	/** Removes one batch of the run in the body. */
	public void removeBatch(Exchange exchange) {
		Expiry.Run run = exchange.getMessage().getBody(Expiry.Run.class);
		exchange.setProperty(MORE, false);
		// At shutdown the loop ends; the next run continues.
		unlessAway(() -> exchange.setProperty(MORE, run.step() && !exchange.getContext().isStopping()));
	}

	public void logRemoval(Exchange exchange) {
		unlessAway(this.expiry::tell);
	}

	private static void unlessAway(Runnable work) {
		try {
			work.run();
		}
		catch (CallRefused ex) {
			LOG.debug("The records cannot be reached now; the next run continues the removal");
		}
	}

}
