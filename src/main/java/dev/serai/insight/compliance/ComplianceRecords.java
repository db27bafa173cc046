package dev.serai.insight.compliance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.insight.compliance.GovernanceReport.Change;
import dev.serai.insight.compliance.GovernanceReport.DataClass;
import org.jspecify.annotations.Nullable;

/**
 * What the records say beyond the sums of usage. Every question is answered in bounded
 * time or not at all (503); teams are null for everybody's calls.
 */
public interface ComplianceRecords {

	/** Who the calls were for. */
	EndUsers endUsers(Period period, @Nullable Set<UUID> teams);

	/** What sorts of data were found, the most frequent first. */
	List<DataClass> dataClasses(Period period, @Nullable Set<UUID> teams);

	/** What guardrails found and did, the most frequent first. */
	List<GuardAction> guardActions(Period period, @Nullable Set<UUID> teams);

	/** Why calls were refused, the most frequent first. */
	List<Refused> refused(Period period, @Nullable Set<UUID> teams);

	/**
	 * Who changed what, by actor, kind and action; of teams only what concerns them and
	 * their keys and budgets.
	 */
	List<Change> changes(Period period, @Nullable Set<UUID> teams);

	/** How many calls were removed because their time had passed. */
	long removedCalls(Period period);

	/** How many people were erased, from how many calls. */
	Erased erased(Period period);

	/** What the last verification came to. */
	Optional<LastVerification> lastVerification();

	/** Keeps what a verification came to. */
	void keep(LastVerification verification);

	/**
	 * End users.
	 *
	 * @param different how many; null when they are too many to be counted in time
	 */
	record EndUsers(long calls, @Nullable Long different) {
	}

	/** What one guardrail did about one sort of finding. */
	record GuardAction(String guard, String finding, String direction, String action, long calls, long findings) {
	}

	/** How many calls got an error. */
	record Refused(String code, long calls) {
	}

	/** People that were erased. */
	record Erased(long erasures, long calls) {
	}

}
