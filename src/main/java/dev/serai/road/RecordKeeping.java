package dev.serai.road;

import java.util.List;

import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.journal.Journal;
import org.apache.camel.Exchange;

/** The steps from the journal to the database. */
final class RecordKeeping {

	private static final int BATCH = 500;

	/** The exchange's scratch: whether there is a batch to append. */
	private static final String TAKEN = "recordsTaken";

	private final Journal journal;

	private final Ledger ledger;

	RecordKeeping(Journal journal, Ledger ledger) {
		this.journal = journal;
		this.ledger = ledger;
	}

	/** The oldest records that are not in the database. */
	void take(Exchange exchange) {
		List<CallRecord> batch = this.journal.tail().take(BATCH);
		exchange.getMessage().setBody(batch);
		exchange.setProperty(TAKEN, !batch.isEmpty());
	}

	void append(Exchange exchange) {
		@SuppressWarnings("unchecked")
		List<CallRecord> batch = exchange.getMessage().getBody(List.class);
		this.ledger.append(batch);
		this.journal.tail().kept();
	}

	/** Few are better appended together with those that come until the next beat. */
	void takeMore(Exchange exchange) {
		if (this.journal.waiting() >= BATCH) {
			take(exchange);
		}
		else {
			exchange.setProperty(TAKEN, Boolean.FALSE);
		}
	}

}
