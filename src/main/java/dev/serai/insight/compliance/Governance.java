package dev.serai.insight.compliance;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.Amount;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.Measures;
import dev.serai.insight.analytics.Names;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.compliance.GovernanceReport.Administration;
import dev.serai.insight.compliance.GovernanceReport.Breach;
import dev.serai.insight.compliance.GovernanceReport.Change;
import dev.serai.insight.compliance.GovernanceReport.GuardFinding;
import dev.serai.insight.compliance.GovernanceReport.Kept;
import dev.serai.insight.compliance.GovernanceReport.KeyUse;
import dev.serai.insight.compliance.GovernanceReport.ModelUse;
import dev.serai.insight.compliance.GovernanceReport.Omitted;
import dev.serai.insight.compliance.GovernanceReport.RegionUse;
import dev.serai.insight.compliance.GovernanceReport.TeamUse;
import dev.serai.insight.compliance.GovernanceReport.Usage;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Creates governance reports from the roll-ups and from single calls with findings or
 * refusals.
 */
public final class Governance {

	/** Each team costs a query of the roll-ups. */
	private static final int MOST_TEAMS = 200;

	private static final int MOST_KEYS = 500;

	private static final Comparator<UsageSum> BUSIEST = Comparator.comparing((UsageSum sum) -> sum.measures().calls())
		.reversed()
		.thenComparing(UsageSum::key);

	private static final String KEY_RULE = "invalid_api_key";

	private final UsageSums sums;

	private final ComplianceRecords records;

	private final Names names;

	private final TeamDirectory teams;

	private final RetentionRules rules;

	private final Catalog catalog;

	private final Clock clock;

	public Governance(UsageSums sums, ComplianceRecords records, Names names, TeamDirectory teams, RetentionRules rules,
			Catalog catalog, Clock clock) {
		this.sums = sums;
		this.records = records;
		this.names = names;
		this.teams = teams;
		this.rules = rules;
		this.catalog = catalog;
		this.clock = clock;
	}

	/**
	 * Creates a report on what the operator may see.
	 * @throws CallRefused 400 for an invalid period, 404 {@code team_not_found}
	 */
	public GovernanceReport report(Operator operator, Question question) {
		Period period = Period.of(question.from(), question.to(), this.clock.instant());
		UUID team = question.team();
		if (team == null) {
			return report(period, operator.seesAll() ? null : operator.visibleTeams(), operator.seesAll());
		}
		operator.mustSee(team);
		if (this.teams.find(team).isEmpty()) {
			throw ApiError.notFound("team").at("team").refused();
		}
		return report(period, Set.of(team), operator.seesAll());
	}

	/** Creates a report on all teams. */
	GovernanceReport report(Period period) {
		return report(period, null, true);
	}

	private GovernanceReport report(Period period, @Nullable Set<UUID> of, boolean seesAll) {
		List<UsageSum> teamSums = sums(Dimension.TEAM, of, period);
		List<UsageSum> keySums = sums(Dimension.KEY, of, period);
		List<Change> changes = this.records.changes(period, of);
		Map<String, String> regions = regions();
		int listedTeams = Math.min(teamSums.size(), MOST_TEAMS);
		int listedKeys = Math.min(keySums.size(), MOST_KEYS);
		return new GovernanceReport(period.from(), period.to(), this.clock.instant().truncatedTo(ChronoUnit.MILLIS),
				(of == null) ? "all" : "teams", usage(period, of),
				teams(teamSums.subList(0, listedTeams), period, regions), keys(keySums.subList(0, listedKeys)),
				new Omitted(teamSums.size() - listedTeams, keySums.size() - listedKeys),
				regions(sums(Dimension.DEPLOYMENT, of, period), regions), this.records.dataClasses(period, of),
				this.records.guardActions(period, of).stream().map(Governance::finding).toList(),
				this.records.refused(period, of)
					.stream()
					.map(refused -> new Breach(refused.code(), kind(refused.code()), refused.calls()))
					.toList(),
				administration(changes), seesAll ? this.records.lastVerification().orElse(null) : null,
				kept(period, of, changes));
	}

	private List<UsageSum> sums(Dimension by, @Nullable Set<UUID> of, Period period) {
		return this.sums.sums(new UsageQuery(by, of, period.from(), period.to(), null, ZoneOffset.UTC))
			.stream()
			.sorted(BUSIEST)
			.toList();
	}

	private Usage usage(Period period, @Nullable Set<UUID> of) {
		Measures all = this.sums.sums(UsageQuery.total(of, period.from(), period.to()))
			.stream()
			.map(UsageSum::measures)
			.reduce(Measures.NONE, Measures::plus);
		ComplianceRecords.EndUsers people = this.records.endUsers(period, of);
		return new Usage(all.calls(), all.ok(), all.refused(), all.failed(), all.left(), all.cacheHits(),
				all.allTokens(), Amount.text(all.costUsd()), people.calls(), people.different());
	}

	private List<TeamUse> teams(List<UsageSum> found, Period period, Map<String, String> regions) {
		Map<UUID, String> called = this.names.ofTeams(ids(found));
		List<TeamUse> use = new ArrayList<>();
		for (UsageSum sum : found) {
			UUID id = sum.key().isEmpty() ? null : UUID.fromString(sum.key());
			List<ModelUse> models = (id == null) ? List.of()
					: sums(Dimension.DEPLOYMENT, Set.of(id), period).stream()
						.filter(deployment -> !deployment.key().isEmpty())
						.map(deployment -> new ModelUse(deployment.key(), regions.get(deployment.key()),
								deployment.measures().calls(), Amount.text(deployment.measures().costUsd())))
						.toList();
			String name = (id == null) ? "" : called.getOrDefault(id, sum.key());
			use.add(new TeamUse(id, name, sum.measures().calls(), Amount.text(sum.measures().costUsd()), models));
		}
		return use;
	}

	private List<KeyUse> keys(List<UsageSum> found) {
		Map<UUID, String> called = this.names.ofKeys(ids(found));
		return found.stream().filter(sum -> !sum.key().isEmpty()).map(sum -> {
			UUID id = UUID.fromString(sum.key());
			return new KeyUse(id, called.getOrDefault(id, sum.key()), sum.measures().calls(),
					Amount.text(sum.measures().costUsd()));
		}).toList();
	}

	private static Set<UUID> ids(Collection<UsageSum> sums) {
		Set<UUID> ids = new HashSet<>();
		sums.stream().map(UsageSum::key).filter(key -> !key.isEmpty()).map(UUID::fromString).forEach(ids::add);
		return ids;
	}

	/** Returns the data processing region of each deployment, where known. */
	private Map<String, String> regions() {
		Map<String, String> regions = new HashMap<>();
		this.catalog.deployments().forEach(deployment -> {
			String region = deployment.provider().region();
			if (region != null) {
				regions.put(deployment.id(), region);
			}
		});
		return regions;
	}

	private static List<RegionUse> regions(List<UsageSum> deployments, Map<String, String> regions) {
		Map<String, List<UsageSum>> byRegion = new HashMap<>();
		deployments.stream()
			.filter(sum -> !sum.key().isEmpty())
			.forEach(sum -> byRegion.computeIfAbsent(regions.getOrDefault(sum.key(), ""), any -> new ArrayList<>())
				.add(sum));
		return byRegion.entrySet().stream().map(region -> {
			Measures all = region.getValue().stream().map(UsageSum::measures).reduce(Measures.NONE, Measures::plus);
			return new RegionUse(region.getKey().isEmpty() ? null : region.getKey(), all.calls(),
					Amount.text(all.costUsd()), region.getValue().stream().map(UsageSum::key).toList());
		}).sorted(Comparator.comparing(RegionUse::calls).reversed()).toList();
	}

	private static GuardFinding finding(ComplianceRecords.GuardAction done) {
		String mode = switch (done.action()) {
			case "shadowed" -> "shadow";
			case "redacted" -> "redact";
			case "blocked" -> "block";
			default -> done.action();
		};
		return new GuardFinding(done.guard(), mode, done.finding(), done.direction(), done.action(), done.calls(),
				done.findings());
	}

	/** Maps an error code to the kind of rule that it stands for. */
	private static String kind(String code) {
		if (code.equals(ApiError.CONTENT_BLOCKED)) {
			return "content";
		}
		if (code.equals("budget_exceeded")) {
			return "budget";
		}
		if (code.equals(KEY_RULE)) {
			return "key";
		}
		if (code.endsWith("_not_allowed") || code.equals("forbidden")) {
			return "rights";
		}
		return code.toLowerCase(Locale.ROOT).contains("limit") ? "limits" : "request";
	}

	private static Administration administration(List<Change> changes) {
		List<Change> signIns = changes.stream().filter(change -> change.action().equals("sign-in")).toList();
		return new Administration(changes, signIns.stream().mapToLong(Change::events).sum(),
				signIns.stream().map(Change::actor).distinct().count());
	}

	private Kept kept(Period period, @Nullable Set<UUID> of, List<Change> changes) {
		Map<UUID, Integer> days = this.rules.days();
		List<Team> seen = this.teams.list().stream().filter(team -> of == null || of.contains(team.id())).toList();
		int ending = (int) seen.stream()
			.filter(team -> days.containsKey(team.id()) || days.containsKey(team.organisationId()))
			.count();
		Integer standard = days.get(this.teams.organisation().id());
		if (of != null) {
			return new Kept(standard, seen.size(), ending, 0, 0, 0, 0);
		}
		ComplianceRecords.Erased erased = this.records.erased(period);
		return new Kept(standard, seen.size(), ending, this.records.removedCalls(period), erased.erasures(),
				erased.calls(),
				changes.stream()
					.filter(change -> change.kind().equals("end_user") && change.action().equals("export"))
					.mapToLong(Change::events)
					.sum());
	}

	/**
	 * What to report on.
	 *
	 * @param from 30 days before the end when null
	 * @param to exclusive; now when null
	 * @param team null for all visible teams
	 */
	public record Question(@Nullable Instant from, @Nullable Instant to, @Nullable UUID team) {
	}

}
