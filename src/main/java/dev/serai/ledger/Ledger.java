package dev.serai.ledger;

import java.util.List;

import dev.serai.platform.error.CallRefused;

/** The append-only record that all sums come from. */
public interface Ledger {

	/**
	 * Appends calls with their attempts: all or none, on disk when this returns. A call
	 * that is there already, from whichever batch, is left as it is and not summed again,
	 * so a batch of which one does not know whether it was written is simply appended
	 * anew.
	 * @throws CallRefused 503 when the ledger cannot be reached; nothing was written, or
	 * all was
	 */
	void append(List<CallRecord> batch);

}
