package dev.serai.insight.compliance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.insight.compliance.GovernanceReport.Change;
import dev.serai.insight.compliance.GovernanceReport.DataClass;
import org.jspecify.annotations.Nullable;

/**
 * Queries for compliance reports beyond the sums of usage. Each query answers in bounded
 * time or fails with 503. A null set of teams selects all calls.
 */
public interface ComplianceRecords {

	/** Counts the end users of the calls. */
	EndUsers endUsers(Period period, @Nullable Set<UUID> teams);

	/** Returns the classes of data that guardrails found, most frequent first. */
	List<DataClass> dataClasses(Period period, @Nullable Set<UUID> teams);

	/** Returns the guardrails' findings and actions, most frequent first. */
	List<GuardAction> guardActions(Period period, @Nullable Set<UUID> teams);

	/** Returns the error codes of refused calls, most frequent first. */
	List<Refused> refused(Period period, @Nullable Set<UUID> teams);

	/**
	 * Counts administrative changes by actor, kind and action. With a set of teams, only
	 * changes of these teams, their keys and budgets.
	 */
	List<Change> changes(Period period, @Nullable Set<UUID> teams);

	/** Counts the calls that retention removed. */
	long removedCalls(Period period);

	/** Counts the erasures and the calls that they changed. */
	Erased erased(Period period);

	/** Returns the result of the last verification. */
	Optional<LastVerification> lastVerification();

	/** Stores the result of a verification. */
	void keep(LastVerification verification);

	/**
	 * End users.
	 *
	 * @param different the number of different end users; null when counting them takes
	 * too long
	 */
	record EndUsers(long calls, @Nullable Long different) {
	}

	/** A guardrail's action on one class of finding. */
	record GuardAction(String guard, String finding, String direction, String action, long calls, long findings) {
	}

	/** The number of calls with an error code. */
	record Refused(String code, long calls) {
	}

	/** Erasures of end users. */
	record Erased(long erasures, long calls) {
	}

}
