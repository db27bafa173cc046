package dev.serai.admin.budget;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Organisation;
import dev.serai.gateway.access.StoredKey;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.budget.AlertFacts;
import dev.serai.gateway.budget.Budget;
import dev.serai.gateway.budget.BudgetBooks.Opening;
import dev.serai.gateway.budget.BudgetBooks.Standing;
import dev.serai.gateway.budget.BudgetDirectory;
import dev.serai.gateway.budget.BudgetFacts;
import dev.serai.gateway.budget.BudgetStanding;
import dev.serai.gateway.budget.Budgets;
import dev.serai.gateway.budget.Scope;
import dev.serai.gateway.budget.Window;
import dev.serai.gateway.call.NameRule;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Manages budgets for operators. Admins manage the budgets of the organisation and of
 * teams; owners of a team manage those of its keys and features.
 */
public final class BudgetAdministration {

	private static final BigDecimal MOST = new BigDecimal("1000000000000");

	private static final int DECIMALS = 12;

	private static final int LONGEST_FEATURE = 256;

	private static final int MOST_PERCENTS = 10;

	private static final int ALERTS = 200;

	private static final List<Integer> STANDARD_PERCENT = List.of(80);

	private final BudgetDirectory directory;

	private final Budgets budgets;

	private final TeamDirectory teams;

	private final KeyDirectory keys;

	private final AuditTrail audit;

	private final Clock clock;

	BudgetAdministration(BudgetDirectory directory, Budgets budgets, TeamDirectory teams, KeyDirectory keys,
			AuditTrail audit, Clock clock) {
		this.directory = directory;
		this.budgets = budgets;
		this.teams = teams;
		this.keys = keys;
		this.audit = audit;
		this.clock = clock;
	}

	/** Returns the budgets that an operator may see, oldest first. */
	public List<BudgetFacts> list(Operator operator) {
		return facts(this.directory.list().stream().filter(budget -> sees(operator, budget)).toList());
	}

	/** Returns the budgets that an operator may see with their spend, oldest first. */
	public List<BudgetStanding> standings(Operator operator) {
		return withStandings(this.directory.list().stream().filter(budget -> sees(operator, budget)).toList(),
				(budget, window, standing) -> new BudgetStanding(budget, window, standing.spentUsd()));
	}

	/**
	 * @throws CallRefused 404 {@code budget_not_found}
	 */
	public BudgetFacts show(Operator operator, UUID id) {
		return facts(visible(operator, id));
	}

	/**
	 * Creates a budget. Earlier spend in its current window counts.
	 * @throws CallRefused 400 for invalid fields, 404 for an unknown team or key, 409
	 * {@code budget_exists}
	 */
	public BudgetFacts create(Operator operator, WantedBudget wanted) {
		Budget budget = budget(operator, wanted);
		BudgetFacts facts = this.audit.changing(() -> {
			if (!this.directory.add(budget)) {
				throw new CallRefused(ApiError
					.of(409, "invalid_request_error", "budget_exists",
							"A budget with this scope and period already exists.")
					.at("scope"));
			}
			BudgetFacts made = facts(budget);
			this.audit.record(operator, "create", "budget", budget.id().toString(), null, made);
			return made;
		});
		this.budgets.reload();
		return facts;
	}

	/**
	 * Changes the given fields; applies from the next admitted call.
	 * @throws CallRefused 400 for invalid fields, 404 {@code budget_not_found}
	 */
	public BudgetFacts change(Operator operator, UUID id, WantedBudget wanted) {
		Budget before = visible(operator, id);
		mustManage(operator, before.scope());
		Budget after = new Budget(before.id(), before.scope(), before.owner(), before.period(), before.zone(),
				(wanted.limitUsd() != null) ? amount(wanted.limitUsd()) : before.limitUsd(),
				(wanted.softPercent() != null) ? percents(wanted.softPercent()) : before.softPercent(),
				(wanted.hard() != null) ? wanted.hard() : before.hard(), before.createdAt());
		BudgetFacts facts = this.audit.changing(() -> {
			BudgetFacts was = facts(before);
			this.directory.update(after);
			BudgetFacts is = facts(after);
			this.audit.record(operator, "update", "budget", id.toString(), was, is);
			return is;
		});
		this.budgets.reload();
		return facts;
	}

	/**
	 * Deletes a budget, which no longer limits calls.
	 * @throws CallRefused 404 {@code budget_not_found}
	 */
	public void delete(Operator operator, UUID id) {
		Budget budget = visible(operator, id);
		mustManage(operator, budget.scope());
		this.audit.changing(() -> {
			this.audit.record(operator, "delete", "budget", id.toString(), facts(budget), null);
			this.directory.delete(id);
			return null;
		});
		this.budgets.reload();
	}

	/** Returns the details of alerts that have just been raised. */
	public List<AlertFacts> alerts(Set<UUID> ids) {
		return this.directory.alerts(ALERTS)
			.stream()
			.filter(alert -> ids.contains(alert.id()))
			.map(AlertFacts::of)
			.toList();
	}

	private BudgetFacts facts(Budget budget) {
		return facts(List.of(budget)).getFirst();
	}

	private List<BudgetFacts> facts(List<Budget> list) {
		return withStandings(list, BudgetFacts::of);
	}

	private <T> List<T> withStandings(List<Budget> list, Telling<T> telling) {
		Instant now = this.clock.instant();
		List<Opening> windows = list.stream().map(budget -> new Opening(budget.id(), budget.window(now))).toList();
		List<Optional<Standing>> standings = this.directory.standings(windows);
		return IntStream.range(0, list.size())
			.mapToObj(i -> telling.of(list.get(i), windows.get(i).window(),
					standings.get(i).orElseGet(() -> BudgetFacts.untouched(list.get(i)))))
			.toList();
	}

	private static boolean sees(Operator operator, Budget budget) {
		return operator.sees(budget.scope().teamId());
	}

	private Budget visible(Operator operator, UUID id) {
		return this.directory.find(id)
			.filter(budget -> sees(operator, budget))
			.orElseThrow(() -> ApiError.notFound("budget").refused());
	}

	private static void mustManage(Operator operator, Scope scope) {
		UUID team = scope.teamId();
		if (team == null || scope.kind() == Scope.Kind.TEAM) {
			operator.mustBeAdmin();
		}
		else {
			operator.mustManage(team);
		}
	}

	private Budget budget(Operator operator, WantedBudget wanted) {
		Scope.Kind kind = wanted.scope();
		must("teamId", wanted.teamId(), kind == Scope.Kind.TEAM || kind == Scope.Kind.FEATURE);
		must("keyId", wanted.keyId(), kind == Scope.Kind.KEY);
		must("feature", wanted.feature(), kind == Scope.Kind.FEATURE);
		BigDecimal limit = amount(wanted.limitUsd());
		List<Integer> percents = (wanted.softPercent() != null) ? percents(wanted.softPercent()) : STANDARD_PERCENT;
		Owner owner = switch (kind) {
			case ORGANISATION -> organisation(operator);
			case TEAM, FEATURE -> team(operator, kind, wanted);
			case KEY -> key(operator, wanted);
		};
		return new Budget(UUID.randomUUID(), owner.scope(), owner.name(), wanted.period(), owner.zone(), limit,
				percents, (wanted.hard() != null) ? wanted.hard() : true,
				this.clock.instant().truncatedTo(ChronoUnit.MICROS));
	}

	private Owner organisation(Operator operator) {
		operator.mustBeAdmin();
		Organisation organisation = this.teams.organisation();
		return new Owner(new Scope(Scope.Kind.ORGANISATION, organisation.id(), null, null, null), organisation.name(),
				organisation.zone());
	}

	private Owner team(Operator operator, Scope.Kind kind, WantedBudget wanted) {
		Team team = this.teams.find(wanted.teamId())
			.filter(found -> operator.sees(found.id()))
			.orElseThrow(() -> ApiError.notFound("team").at("teamId").refused());
		String feature = (wanted.feature() != null) ? feature(wanted.feature()) : null;
		Scope scope = new Scope(kind, team.organisationId(), team.id(), null, feature);
		mustManage(operator, scope);
		return new Owner(scope, (feature != null) ? feature : team.name(), team.zone());
	}

	private Owner key(Operator operator, WantedBudget wanted) {
		StoredKey key = this.keys.find(wanted.keyId())
			.filter(found -> operator.sees(found.team().id()))
			.orElseThrow(() -> ApiError.notFound("key").at("keyId").refused());
		Scope scope = new Scope(Scope.Kind.KEY, key.team().organisationId(), key.team().id(), key.id(), null);
		mustManage(operator, scope);
		return new Owner(scope, key.team().name() + " / " + key.name(), key.team().zone());
	}

	private static void must(String name, @Nullable Object value, boolean wanted) {
		if ((value != null) != wanted) {
			throw ApiError
				.invalid(name, wanted ? "missing_required_parameter" : "invalid_value",
						"'" + name + (wanted ? "' is missing." : "' does not belong to this scope."))
				.refused();
		}
	}

	private static BigDecimal amount(BigDecimal amount) {
		if (amount.signum() < 0 || amount.compareTo(MOST) > 0 || amount.scale() > DECIMALS) {
			throw ApiError
				.invalid("limitUsd",
						"'limitUsd' must be a decimal number from 0, with at most " + DECIMALS + " decimals,"
								+ " as a string.")
				.refused();
		}
		return (amount.signum() == 0) ? BigDecimal.ZERO : amount.stripTrailingZeros();
	}

	private static List<Integer> percents(Collection<Integer> percents) {
		if (percents.size() > MOST_PERCENTS || percents.stream().anyMatch(percent -> percent < 1 || percent > 100)) {
			throw ApiError
				.invalid("softPercent",
						"'softPercent' must be at most " + MOST_PERCENTS + " whole numbers from 1 to 100.")
				.refused();
		}
		return percents.stream().distinct().sorted().toList();
	}

	private static String feature(String feature) {
		String compared = NameRule.compared(feature);
		NameRule.check("feature", compared, LONGEST_FEATURE);
		return compared;
	}

	/** Converts a budget with its window to a result. */
	private interface Telling<T> {

		T of(Budget budget, Window window, Standing standing);

	}

	/** The owner of a new budget. */
	private record Owner(Scope scope, String name, ZoneId zone) {
	}

}
