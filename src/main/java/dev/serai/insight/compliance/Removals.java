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
 * Takes calls out of the ledger, with a signed note of each in the place of it. A call
 * that is not as it was written is evidence and stays. Each method is one short
 * transaction; of several nodes one at a time gets to work, the others are told
 * {@link Progress#BUSY}.
 */
public interface Removals {

	/** The months that the ledger has as a part of its own, the oldest first. */
	List<YearMonth> months();

	/** Whose calls are in a month. */
	Owners owners(YearMonth month);

	/** How far each node's chain of calls has come. */
	Map<UUID, Long> heads();

	/**
	 * Notes calls of a month as removed, which are there until the month is dropped.
	 * @param after where the batch before ended; {@link Mark#START} for the first
	 */
	Progress writeOff(YearMonth month, Mark after, int most);

	/**
	 * Drops a month all of whose calls are written off.
	 * @param known how far the chains had come before that was begun: calls that came
	 * since and belong to this month keep it
	 * @return whether it is gone; false also when the ledger is too busy now
	 */
	boolean drop(YearMonth month, Map<UUID, Long> known);

	/**
	 * Removes calls whose time has passed, the oldest first.
	 * @param after where the batch before ended; {@link Mark#START} for the first
	 */
	Progress removeExpired(Cutoffs cutoffs, Mark after, int most);

	/** What was removed since the audit log was told last; it counts as told then. */
	Untold tell();

	/**
	 * The first moment of a month, UTC.
	 */
	static Instant start(YearMonth month) {
		return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
	}

	/**
	 * A place among the calls, which are in the order of time and id.
	 */
	record Mark(Instant at, UUID id) {

		/** Before all calls. */
		public static final Mark START = new Mark(Instant.EPOCH, new UUID(0, 0));

	}

	/**
	 * What a batch came to.
	 *
	 * @param removed how many calls
	 * @param kept how many had to stay, for they are not as they were written
	 * @param unchained how many of the removed are from before there were chains
	 * @param next where the next batch begins; null when there is none
	 * @param isBusy whether nothing was done because another node is at it
	 */
	record Progress(int removed, int kept, int unchained, @Nullable Mark next, boolean isBusy) {

		/** Another node is at it. */
		public static final Progress BUSY = new Progress(0, 0, 0, null, true);

		/** Nothing is left to do. */
		public static final Progress DONE = new Progress(0, 0, 0, null, false);

	}

	/**
	 * Whose calls they are.
	 *
	 * @param nobodys whether there are calls that no key vouched for
	 */
	record Owners(Set<UUID> teams, boolean nobodys) {
	}

	/**
	 * Removals of which the audit log does not know.
	 *
	 * @param calls how many calls they hold
	 * @param removals how many they are
	 * @param first the id of the first; null when there is none
	 * @param last that of the last
	 */
	record Untold(long calls, long removals, @Nullable UUID first, @Nullable UUID last) {
	}

}
