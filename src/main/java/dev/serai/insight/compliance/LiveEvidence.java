package dev.serai.insight.compliance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.guardrail.Guardrail;
import dev.serai.gateway.guardrail.Mode;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.compliance.Checklist.Evidence;
import dev.serai.insight.compliance.Checklist.State;
import org.jspecify.annotations.Nullable;

/** Collects the current evidence for the checklist. */
public final class LiveEvidence {

	private static final Duration LATELY = Duration.ofDays(30);

	private static final Duration FRESH = Duration.ofDays(2);

	private static final int SIX_MONTHS = 184;

	private static final Set<String> DATA_GUARDS = Set.of("pii", "secrets");

	private final ComplianceRecords records;

	private final UsageSums sums;

	private final TeamDirectory teams;

	private final RetentionRules rules;

	private final Catalog catalog;

	private final GuardRules guards;

	private final ReportArchive archive;

	private final Clock clock;

	public LiveEvidence(ComplianceRecords records, UsageSums sums, TeamDirectory teams, RetentionRules rules,
			Catalog catalog, GuardRules guards, ReportArchive archive, Clock clock) {
		this.records = records;
		this.sums = sums;
		this.teams = teams;
		this.rules = rules;
		this.catalog = catalog;
		this.guards = guards;
		this.archive = archive;
		this.clock = clock;
	}

	/** Reads the current records; data that several items need is read once. */
	Look look() {
		Instant now = this.clock.instant();
		Period lately = new Period(now.minus(LATELY), now);
		Measures usage = this.sums.sums(UsageQuery.total(null, lately.from(), lately.to()))
			.stream()
			.map(UsageSum::measures)
			.reduce(Measures.NONE, Measures::plus);
		List<Team> all = this.teams.list().stream().filter(team -> team.archivedAt() == null).toList();
		return new Look(now, lately, usage, all, this.rules.days(), this.records.changes(lately, null));
	}

	/** One reading of the records. */
	final class Look {

		private final Instant now;

		private final Period lately;

		private final Measures usage;

		private final List<Team> teams;

		private final Map<UUID, Integer> days;

		private final List<GovernanceReport.Change> changes;

		private Look(Instant now, Period lately, Measures usage, List<Team> teams, Map<UUID, Integer> days,
				List<GovernanceReport.Change> changes) {
			this.now = now;
			this.lately = lately;
			this.usage = usage;
			this.teams = teams;
			this.days = days;
			this.changes = changes;
		}

		State state(Evidence evidence) {
			return switch (evidence) {
				case CHAIN -> chain();
				case USAGE -> new State(evidence, true,
						this.usage.calls() + " calls recorded in 30 days, with team, key, model and region");
				case CONTENT_FREE -> new State(evidence, true, "Records of calls contain neither prompts nor answers");
				case ADMIN_LOG ->
					new State(evidence, true, events() + " changes recorded in 30 days, with their authors");
				case ACCESS -> access();
				case RIGHTS -> rights();
				case GUARDRAILS -> guardrails();
				case RETENTION -> retention();
				case SIX_MONTHS -> sixMonths();
				case ERASURE -> erasure();
				case EXPORT -> new State(evidence, true,
						count("end_user", "export") + " exports of a person's data in 30 days; available at any time");
				case PROVIDER_TERMS -> providerTerms();
				case REGIONS -> regions();
				case MODELS -> models();
				case REPORTS -> reports();
				case AVAILABILITY -> availability();
			};
		}

		private State chain() {
			return LiveEvidence.this.records.lastVerification()
				.map(last -> new State(Evidence.CHAIN, last.valid() && last.at().isAfter(this.now.minus(FRESH)),
						"Verified at " + last.at() + ": "
								+ (last.valid() ? last.records() + " records are valid" : "records were ALTERED")))
				.orElse(new State(Evidence.CHAIN, false, "The records were never verified"));
		}

		private long events() {
			return this.changes.stream().mapToLong(GovernanceReport.Change::events).sum();
		}

		private long count(String kind, String action) {
			return this.changes.stream()
				.filter(change -> change.kind().equals(kind) && change.action().equals(action))
				.mapToLong(GovernanceReport.Change::events)
				.sum();
		}

		private State access() {
			List<String> people = this.changes.stream()
				.filter(change -> change.action().equals("sign-in"))
				.map(GovernanceReport.Change::actor)
				.distinct()
				.toList();
			return new State(Evidence.ACCESS, !people.isEmpty(), people.size() + " people signed in by name in 30 days"
					+ (people.isEmpty() ? "; the admin key identifies no person" : ""));
		}

		private State rights() {
			long limited = this.teams.stream().filter(team -> !team.allowedModels().isEmpty()).count();
			return new State(Evidence.RIGHTS, limited == this.teams.size(),
					limited + " of " + this.teams.size() + " teams are restricted to certain models");
		}

		private State guardrails() {
			List<String> on = LiveEvidence.this.guards.guardrails()
				.stream()
				.filter(guard -> guard.mode() != Mode.OFF && DATA_GUARDS.contains(guard.kind()))
				.map(Guardrail::name)
				.toList();
			return new State(Evidence.GUARDRAILS, !on.isEmpty(),
					on.isEmpty() ? "No guardrail looks for personal data or secrets"
							: "Guardrails for personal data or secrets: " + String.join(", ", on));
		}

		private @Nullable Integer days(Team team) {
			return this.days.getOrDefault(team.id(), this.days.get(team.organisationId()));
		}

		private State retention() {
			long ending = this.teams.stream().filter(team -> days(team) != null).count();
			return new State(Evidence.RETENTION, ending == this.teams.size(),
					"Retention is set for " + ending + " of " + this.teams.size() + " teams");
		}

		private State sixMonths() {
			List<String> shorter = this.teams.stream().filter(team -> {
				Integer days = days(team);
				return days != null && days < SIX_MONTHS;
			}).map(Team::name).toList();
			return new State(Evidence.SIX_MONTHS, shorter.isEmpty(), shorter.isEmpty()
					? "No team's calls are removed before " + SIX_MONTHS + " days have passed"
					: "Calls of " + shorter.size() + " teams are removed before " + SIX_MONTHS + " days have passed");
		}

		private State erasure() {
			ComplianceRecords.Erased erased = LiveEvidence.this.records.erased(this.lately);
			return new State(Evidence.ERASURE, true, erased.erasures() + " erasures in 30 days, from " + erased.calls()
					+ " calls; available at any time");
		}

		private Collection<Provider> providers() {
			Set<Provider> providers = new HashSet<>();
			LiveEvidence.this.catalog.deployments().stream().map(Deployment::provider).forEach(providers::add);
			return providers;
		}

		private State providerTerms() {
			Collection<Provider> all = providers();
			long silent = all.stream().filter(provider -> provider.dataProcessing() == null).count();
			return new State(Evidence.PROVIDER_TERMS, silent == 0,
					silent + " of " + all.size() + " providers without declared processing terms");
		}

		private State regions() {
			Collection<Provider> all = providers();
			long unknown = all.stream().filter(provider -> provider.region() == null).count();
			return new State(Evidence.REGIONS, unknown == 0,
					unknown + " of " + all.size() + " providers without a declared region");
		}

		private State models() {
			LocalDate today = this.now.atZone(ZoneOffset.UTC).toLocalDate();
			Set<String> used = new HashSet<>();
			LiveEvidence.this.sums
				.sums(new UsageQuery(Dimension.DEPLOYMENT, null, this.lately.from(), this.lately.to(), null,
						ZoneOffset.UTC))
				.forEach(sum -> used.add(sum.key()));
			List<String> past = LiveEvidence.this.catalog.deployments()
				.stream()
				.filter(deployment -> used.contains(deployment.id()))
				.map(Deployment::model)
				.filter(model -> model.deprecatedAt() != null && !model.deprecatedAt().isAfter(today))
				.map(model -> model.name())
				.distinct()
				.toList();
			return new State(Evidence.MODELS, past.isEmpty(), past.isEmpty() ? "No deprecated model was used in 30 days"
					: "Deprecated models used in 30 days: " + String.join(", ", past));
		}

		private State reports() {
			int kept = LiveEvidence.this.archive.entries().size();
			return new State(Evidence.REPORTS, kept > 0, kept + " stored monthly reports");
		}

		private State availability() {
			long asked = this.usage.ok() + this.usage.failed();
			String share = (asked == 0) ? "No calls in 30 days"
					: "%d of %d calls were answered in 30 days (without refused calls and calls cancelled by the client)"
						.formatted(this.usage.ok(), asked);
			return new State(Evidence.AVAILABILITY, asked > 0, share);
		}

	}

}
