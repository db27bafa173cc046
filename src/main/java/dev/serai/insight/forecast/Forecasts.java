package dev.serai.insight.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import org.jspecify.annotations.Nullable;

/**
 * Serves forecasts to the API. Results contain only teams that the operator may see.
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
	 */
	public Answer forecast(Operator operator, Question question) {
		Measure wanted = (question.measure() != null) ? question.measure() : Measure.COST;
		UUID one = question.team();
		if (one != null) {
			operator.mustSee(one);
		}
		int days = (question.days() != null) ? question.days() : USUAL_DAYS;
		ZoneId zone = (question.zone() != null) ? question.zone() : ZoneOffset.UTC;
		Set<UUID> teams = (one != null) ? Set.of(one) : operator.seesAll() ? null : operator.visibleTeams();
		Prognosis prognosis = this.outlook.of(teams, wanted, days, zone);
		List<OfBudget> ofBudgets = (wanted != Measure.COST) ? List.of()
				: this.budgets.standings(operator)
					.stream()
					.filter(standing -> one == null || one.equals(standing.budget().scope().teamId()))
					.map(standing -> OfBudget.of(standing, this.budgetOutlook.runsOut(standing).orElse(null)))
					.toList();
		return new Answer(word(wanted), prognosis.interval(), prognosis.model(), prognosis.history(),
				prognosis.forecast(), prognosis.monthEnd(), ofBudgets, prognosis.note());
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * What to forecast.
	 *
	 * @param measure the cost when null
	 * @param team null for all teams that the operator may see
	 * @param days 1 to 90, 30 when null
	 * @param zone UTC when null
	 */
	public record Question(@Nullable Measure measure, @Nullable UUID team, @Nullable Integer days,
			@Nullable ZoneId zone) {
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
