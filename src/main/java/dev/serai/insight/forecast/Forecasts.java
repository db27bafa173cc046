package dev.serai.insight.forecast;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import dev.serai.admin.budget.BudgetAdministration;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.budget.BudgetStanding;
import dev.serai.gateway.budget.Period;
import dev.serai.gateway.call.Amount;
import dev.serai.insight.forecast.Prognosis.Ahead;
import dev.serai.insight.forecast.Prognosis.Known;
import dev.serai.insight.forecast.Prognosis.MonthEnd;
import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Serves forecasts to the API. Parameters are raw and may be null; an invalid one ends
 * with the refusal 400 that names it. Results contain only teams that the operator may
 * see.
 */
public final class Forecasts {

	private static final int USUAL_DAYS = 30;

	private final Outlook outlook;

	private final BudgetOutlook budgetOutlook;

	private final BudgetAdministration budgets;

	public Forecasts(Outlook outlook, BudgetOutlook budgetOutlook, BudgetAdministration budgets) {
		this.outlook = outlook;
		this.budgetOutlook = budgetOutlook;
		this.budgets = budgets;
	}

	/**
	 * Returns the forecast of a measure with its confidence bands and, for the cost, when
	 * budgets run out.
	 * @param measure cost (when null), tokens, calls or latency
	 * @param team a team's id; null for all teams that the operator may see
	 * @param days 1 to 90, 30 when null
	 * @param zone a time zone's name, UTC when null
	 */
	public Answer forecast(Operator operator, @Nullable String measure, @Nullable String team, @Nullable String days,
			@Nullable String zone) {
		Measure wanted = measure(measure);
		UUID one = (team != null) ? team(operator, team) : null;
		Set<UUID> teams = (one != null) ? Set.of(one) : operator.seesAll() ? null : operator.visibleTeams();
		Prognosis prognosis = this.outlook.of(teams, wanted, days(days), zone(zone));
		List<OfBudget> ofBudgets = (wanted != Measure.COST) ? List.of()
				: this.budgets.standings(operator)
					.stream()
					.filter(standing -> one == null || one.equals(standing.budget().scope().teamId()))
					.map(standing -> OfBudget.of(standing, this.budgetOutlook.runsOut(standing).orElse(null)))
					.toList();
		return new Answer(word(wanted), prognosis.interval(), prognosis.model(), prognosis.history(),
				prognosis.forecast(), prognosis.monthEnd(), ofBudgets, prognosis.note());
	}

	private static Measure measure(@Nullable String text) {
		return (text == null) ? Measure.COST : Arrays.stream(Measure.values())
			.filter(measure -> word(measure).equals(text))
			.findFirst()
			.orElseThrow(
					() -> ApiError.invalid("measure", "'measure' must be cost, tokens, calls or latency.").refused());
	}

	private static UUID team(Operator operator, String text) {
		UUID team;
		try {
			team = UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			throw ApiError.invalid("team", "'team' must be a team's id.").refused();
		}
		operator.mustSee(team);
		return team;
	}

	private static int days(@Nullable String text) {
		if (text == null) {
			return USUAL_DAYS;
		}
		try {
			int days = Integer.parseInt(text);
			if (days >= 1 && days <= Outlook.MOST_DAYS) {
				return days;
			}
		}
		catch (NumberFormatException ex) {
			// Reported below, like any other invalid number.
		}
		throw ApiError.invalid("days", "'days' must be a whole number from 1 to " + Outlook.MOST_DAYS + ".").refused();
	}

	private static ZoneId zone(@Nullable String text) {
		try {
			return ZoneId.of((text != null) ? text : "UTC");
		}
		catch (DateTimeException ex) {
			throw ApiError.invalid("zone", "'zone' must be a time zone's name, like Europe/Berlin.").refused();
		}
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/** The API's response; see {@link Prognosis}. */
	public record Answer(String measure, String interval, @Nullable String model, List<Known> history,
			List<Ahead> forecast, @Nullable MonthEnd monthEnd, List<OfBudget> budgets, @Nullable String note) {
	}

	/**
	 * The forecast for a budget.
	 *
	 * @param periodEnd null for a budget that never restarts
	 * @param runsOutAt null when it is expected to last
	 */
	public record OfBudget(UUID budgetId, String scope, String owner, String period, String limitUsd, String spentUsd,
			@Nullable Instant periodEnd, @Nullable RunsOut runsOutAt) {

		static OfBudget of(BudgetStanding standing, @Nullable RunsOut runsOut) {
			boolean total = standing.budget().period() == Period.TOTAL;
			return new OfBudget(standing.budget().id(), word(standing.budget().scope().kind()),
					standing.budget().owner(), word(standing.budget().period()),
					Amount.text(standing.budget().limitUsd()), Amount.text(standing.spentUsd()),
					total ? null : standing.window().end(), runsOut);
		}

	}

}
