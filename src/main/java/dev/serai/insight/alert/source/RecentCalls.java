package dev.serai.insight.alert.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.insight.alert.Per;
import org.jspecify.annotations.Nullable;

/** The newest calls of all nodes, as the ledger has them. */
public interface RecentCalls {

	/**
	 * How calls went that ended since then; by provider, model and deployment, how the
	 * attempts at them went.
	 * @param team whose calls; null for all
	 */
	List<Tally> tallies(Per per, @Nullable UUID team, Instant since);

	/**
	 * How some calls went.
	 *
	 * @param key what was told apart: an id for teams, a name for others, empty for all
	 * together
	 * @param name the same for people
	 * @param answered whole
	 * @param failed for a reason of a provider's or of Serai's own
	 * @param slowestMs what 95 % of those that were answered took at the most
	 */
	record Tally(String key, String name, long answered, long failed, @Nullable BigDecimal slowestMs) {

		/** That count: not those that a rule or the caller ended. */
		long counted() {
			return this.answered + this.failed;
		}

	}

}
