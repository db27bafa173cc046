package dev.serai.ledger.journal;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.platform.error.CallRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the program ends, after the last call has: what the journal still holds is written
 * to the database, if that is there. What is not stays in the journal for the next start.
 */
public final class WriteOut implements Runnable {

	private static final Logger LOG = LoggerFactory.getLogger(WriteOut.class);

	private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

	private static final int BATCH = 500;

	private final JournalTail journal;

	private final Ledger ledger;

	private final LongSupplier nanoClock;

	public WriteOut(JournalTail journal, Ledger ledger, LongSupplier nanoClock) {
		this.journal = journal;
		this.ledger = ledger;
		this.nanoClock = nanoClock;
	}

	@Override
	public void run() {
		long deadline = this.nanoClock.getAsLong() + PATIENCE_NANOS;
		try {
			for (List<CallRecord> batch = this.journal.take(BATCH); !batch.isEmpty()
					&& this.nanoClock.getAsLong() - deadline < 0; batch = this.journal.take(BATCH)) {
				this.ledger.append(batch);
				this.journal.kept();
			}
		}
		catch (CallRefused ex) {
			LOG.warn("The database cannot be reached: what the journal holds is written at the next start");
		}
	}

}
