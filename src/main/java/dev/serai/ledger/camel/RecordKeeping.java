package dev.serai.ledger.camel;

import java.time.Duration;
import java.util.List;

import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.journal.Journal;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.error.CallRefused;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves records from the journal to the database. */
final class RecordKeeping {

	private static final Logger LOG = LoggerFactory.getLogger(RecordKeeping.class);

	private static final int BATCH = 500;

	/** The database monitor logs an outage; a longer delay may have another cause. */
	private static final Duration WORTH_A_WARNING = Duration.ofMinutes(1);

	/** The exchange property that is set when there is a batch to append. */
	private static final String TAKEN = "recordsTaken";

	private final Journal journal;

	private final Ledger ledger;

	private final NanoClock nanoClock;

	private boolean failing;

	private long failingSince;

	private boolean warned;

	RecordKeeping(Journal journal, Ledger ledger, NanoClock nanoClock) {
		this.journal = journal;
		this.ledger = ledger;
		this.nanoClock = nanoClock;
	}

	/** Takes the oldest records that are not in the database. */
	void take(Exchange exchange) {
		List<CallRecord> batch = this.journal.tail().take(BATCH);
		exchange.getMessage().setBody(batch);
		exchange.setProperty(TAKEN, !batch.isEmpty());
	}

	void append(Exchange exchange) {
		@SuppressWarnings("unchecked")
		List<CallRecord> batch = exchange.getMessage().getBody(List.class);
		try {
			this.ledger.append(batch);
		}
		catch (CallRefused ex) {
			failed();
			throw ex;
		}
		this.journal.tail().kept();
		appended();
	}

	private void failed() {
		if (!this.failing) {
			this.failing = true;
			this.failingSince = this.nanoClock.getAsLong();
		}
		if (!this.warned && this.nanoClock.getAsLong() - this.failingSince > WORTH_A_WARNING.toNanos()) {
			this.warned = true;
			LOG.warn(
					"Records cannot be written to the database for {} s and wait in the journal, {} by now;"
							+ " set LOGGING_LEVEL_DEV_SERAI_PLATFORM_DATABASE=debug for the reason",
					WORTH_A_WARNING.toSeconds(), this.journal.waiting());
		}
	}

	private void appended() {
		this.failing = false;
		if (this.warned) {
			this.warned = false;
			LOG.info("Records are written to the database again");
		}
	}

	/** Waits for the next run when there are only a few more records. */
	void takeMore(Exchange exchange) {
		if (this.journal.waiting() >= BATCH) {
			take(exchange);
		}
		else {
			exchange.setProperty(TAKEN, Boolean.FALSE);
		}
	}

}
