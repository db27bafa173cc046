package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.insight.alert.Per;
import org.jspecify.annotations.Nullable;

/** Recent calls of all nodes, from the ledger. */
public interface RecentCalls {

	/**
	 * Counts the calls that ended since a moment; per provider, model and deployment it
	 * counts attempts instead.
	 * @param team only this team's calls; null for all
	 */
	List<Tally> tallies(Per per, @Nullable UUID team, Instant since);

	/**
	 * Counts of some calls or attempts.
	 *
	 * @param key the group: an id for teams, a name for others, empty for the total
	 * @param name the group's name for people
	 * @param answered answered completely
	 * @param failed failed because of a provider or of Serai
	 * @param slowestMs the 95th percentile of the duration of answered ones, in
	 * milliseconds
	 */
	record Tally(String key, String name, long answered, long failed, @Nullable BigDecimal slowestMs) {

		/**
		 * Answered and failed together, without those that a rule or the caller ended.
		 */
		long counted() {
			return this.answered + this.failed;
		}

	}

}
