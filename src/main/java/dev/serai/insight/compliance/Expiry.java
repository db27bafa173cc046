package dev.serai.insight.compliance;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;

import dev.serai.gateway.access.TeamDirectory;
import dev.serai.insight.compliance.Removals.Mark;
import dev.serai.insight.compliance.Removals.Progress;
import dev.serai.ledger.audit.AuditTrail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes calls after their retention period: whole months when all their calls have
 * expired, single calls otherwise. It works in small batches; a later run continues where
 * one stopped.
 */
public final class Expiry {

	private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

	private final RetentionRules rules;

	private final TeamDirectory teams;

	private final Removals removals;

	private final AuditTrail audit;

	private final Clock clock;

	private final int batch;

	/**
	 * @param batch the number of calls removed in one transaction
	 */
	public Expiry(RetentionRules rules, TeamDirectory teams, Removals removals, AuditTrail audit, Clock clock,
			int batch) {
		this.rules = rules;
		this.teams = teams;
		this.removals = removals;
		this.audit = audit;
		this.clock = clock;
		this.batch = batch;
	}

	/** Starts a run with the current rules. */
	public Run begin() {
		Map<UUID, Integer> days = this.rules.days();
		if (days.isEmpty()) {
			return new Run(days, new Cutoffs(Map.of(), null), new ArrayDeque<>());
		}
		Instant now = this.clock.instant();
		Cutoffs cutoffs = Cutoffs.of(this.teams.list(), days, this.teams.organisation().id(), now);
		Deque<YearMonth> months = new ArrayDeque<>();
		YearMonth current = YearMonth.from(now.atZone(ZoneOffset.UTC));
		this.removals.months().stream().filter(month -> month.isBefore(current)).forEach(months::add);
		return new Run(days, cutoffs, months);
	}

	/** Records the removals since the last entry in the audit log, if there are any. */
	public void tell() {
		this.audit.changing(() -> {
			Removals.Untold untold = this.removals.tell();
			if (untold.removals() > 0) {
				this.audit.record(Routine.OPERATOR, "remove", "call", "expired", null, untold);
			}
			return null;
		});
	}

	/** One run, executed in steps. Not thread-safe. */
	public final class Run {

		private final Map<UUID, Integer> days;

		private final Cutoffs cutoffs;

		private final Deque<YearMonth> months;

		private Mark mark = Mark.START;

		private Map<UUID, Long> heads = Map.of();

		private boolean inMonth;

		private boolean delayed;

		private Run(Map<UUID, Integer> days, Cutoffs cutoffs, Deque<YearMonth> months) {
			this.days = days;
			this.cutoffs = cutoffs;
			this.months = months;
		}

		/**
		 * Removes one batch.
		 * @return whether there is more to do
		 */
		public boolean step() {
			// Stops when rules changed meanwhile; the next run uses the new ones.
			if (this.cutoffs.areNone() || !Expiry.this.rules.days().equals(this.days)) {
				return false;
			}
			if (!this.months.isEmpty()) {
				return month(this.months.getFirst());
			}
			// A month that will be dropped as a whole must not be removed call by call.
			return !this.delayed && single();
		}

		private boolean single() {
			Progress progress = Expiry.this.removals.removeExpired(this.cutoffs, this.mark, Expiry.this.batch);
			warn(progress);
			return goOn(progress);
		}

		private boolean month(YearMonth month) {
			if (!this.inMonth) {
				// Reads the chain heads before the owners, so that a call appended in
				// between counts as late.
				this.heads = Expiry.this.removals.heads();
				if (!hasPassed(month)) {
					return nextMonth();
				}
				this.inMonth = true;
			}
			Progress progress = Expiry.this.removals.writeOff(month, this.mark, Expiry.this.batch);
			if (progress.kept() > 0 || progress.unchained() > 0) {
				// Calls that cannot be verified must not be dropped: this month is
				// removed call by call.
				return nextMonth();
			}
			return goOn(progress) || drop(month);
		}

		private boolean hasPassed(YearMonth month) {
			Instant end = Removals.start(month.plusMonths(1));
			if (this.cutoffs.byTeam().values().stream().noneMatch(cutoff -> !cutoff.isBefore(end))
					&& !this.cutoffs.cover(null, end)) {
				return false;
			}
			Removals.Owners owners = Expiry.this.removals.owners(month);
			return owners.teams().stream().allMatch(team -> this.cutoffs.cover(team, end))
					&& (!owners.nobodys() || this.cutoffs.cover(null, end));
		}

		private boolean drop(YearMonth month) {
			if (Expiry.this.removals.drop(month, this.heads)) {
				LOG.info("Removed the calls of {}: their retention period has passed", month);
			}
			else {
				LOG.info("The calls of {} cannot be removed now; the next run tries again", month);
				this.delayed = true;
			}
			return nextMonth();
		}

		private boolean nextMonth() {
			this.months.removeFirst();
			this.inMonth = false;
			this.mark = Mark.START;
			return true;
		}

		private boolean goOn(Progress progress) {
			Mark next = progress.next();
			this.mark = (next != null) ? next : Mark.START;
			return next != null;
		}

		private void warn(Progress progress) {
			if (progress.kept() > 0) {
				LOG.warn("{} expired calls were changed since they were written and are kept; verify the records",
						progress.kept());
			}
		}

	}

}
