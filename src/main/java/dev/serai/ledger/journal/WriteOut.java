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
 * Writes the rest of the journal to the database after the last call, when the program
 * stops. If the database is down, the records stay in the journal for the next start.
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
			LOG.warn("The database cannot be reached: the journal's records are written at the next start");
		}
	}

}
