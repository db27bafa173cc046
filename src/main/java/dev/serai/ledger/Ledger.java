package dev.serai.ledger;

import java.util.List;

import dev.serai.platform.error.CallRefused;

/** The append-only record that all sums come from. */
public interface Ledger {

	/**
	 * Appends calls with their attempts in one transaction; they are durable when this
	 * returns. A call that was appended before is skipped and not summed again, so a
	 * batch whose result is unknown can simply be appended again.
	 * @throws CallRefused 503 when the ledger cannot be reached; the batch was written
	 * completely or not at all
	 */
	void append(List<CallRecord> batch);

}
