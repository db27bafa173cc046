package dev.serai.insight.compliance;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Removes calls from the ledger and leaves a signed note in place of each. A call that
 * fails verification is evidence and stays. Each method is one short transaction.
 */
public interface Removals {

	/**
	 * Returns the months that have a partition of their own in the ledger, oldest first.
	 */
	List<YearMonth> months();

	/** Returns the teams that have calls in a month. */
	Owners owners(YearMonth month);

	/** Returns the last position in each node's chain of calls. */
	Map<UUID, Long> heads();

	/**
	 * Notes calls of a month as removed; they stay until the month is dropped.
	 * @param after where the previous batch ended; {@link Mark#START} for the first
	 */
	Progress writeOff(YearMonth month, Mark after, int most);

	/**
	 * Drops a month whose calls are all noted as removed.
	 * @param known the chain heads before the notes were begun; the month is kept if
	 * calls were appended to it since
	 * @return whether it was dropped; also false when the ledger is too busy now
	 */
	boolean drop(YearMonth month, Map<UUID, Long> known);

	/**
	 * Removes expired calls, oldest first.
	 * @param after where the previous batch ended; {@link Mark#START} for the first
	 */
	Progress removeExpired(Cutoffs cutoffs, Mark after, int most);

	/**
	 * Returns the removals that the audit log does not contain yet, and marks them as
	 * recorded.
	 */
	Untold tell();

	/** Returns the first moment of a month in UTC. */
	static Instant start(YearMonth month) {
		return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
	}

	/** A position among the calls, which are ordered by time and id. */
	record Mark(Instant at, UUID id) {

		/** The position before all calls. */
		public static final Mark START = new Mark(Instant.EPOCH, new UUID(0, 0));

	}

	/**
	 * The result of a batch.
	 *
	 * @param removed the number of removed calls
	 * @param kept the number of calls that stay because they fail verification
	 * @param unchained the number of removed calls that predate the chains
	 * @param next where the next batch starts; null when this was the last
	 */
	record Progress(int removed, int kept, int unchained, @Nullable Mark next) {

		/** Nothing is left to remove. */
		public static final Progress DONE = new Progress(0, 0, 0, null);

	}

	/**
	 * The owners of calls.
	 *
	 * @param nobodys whether there are calls without a valid key
	 */
	record Owners(Set<UUID> teams, boolean nobodys) {
	}

	/**
	 * Removals that the audit log does not contain yet.
	 *
	 * @param calls the number of calls
	 * @param removals the number of removals
	 * @param first the id of the first; null when there is none
	 * @param last the id of the last; null when there is none
	 */
	record Untold(long calls, long removals, @Nullable UUID first, @Nullable UUID last) {
	}

}
