/* Budgets as bars: what is spent of them, and how much of their time has gone. BudgetList({ budgets, limit }) */
import { html } from '../html.js';
import { Empty, LinkButton, Meter } from '../components.js';
import { dayMonth, hourMinute, money, percent, toNumber } from '../format.js';
import { link } from '../router.js';

const PERIODS = { day: 'daily', week: 'weekly', month: 'monthly', total: 'in total' };

export function shareOf(budget) {
	const limit = toNumber(budget.limitUsd);
	return limit > 0 ? toNumber(budget.spentUsd) / limit : toNumber(budget.spentUsd) > 0 ? 1 : 0;
}

/** The share of the period that is over, 0 to 1; null for budgets without an end. */
export function elapsed(budget, now = Date.now()) {
	if (!budget.periodStart || !budget.periodEnd) {
		return null;
	}
	const [start, end] = [new Date(budget.periodStart).getTime(), new Date(budget.periodEnd).getTime()];
	return Math.min(1, Math.max(0, (now - start) / (end - start)));
}

function ends(budget) {
	return budget.period === 'day' ? hourMinute(budget.periodEnd) : dayMonth(budget.periodEnd);
}

export function BudgetList({ budgets, limit = 6 }) {
	if (budgets.length === 0) {
		return html`<${Empty} title="No budgets yet" icon="costs" action=${html`<${LinkButton} small href=${link('governance')}>Set a budget<//>`}>
			A budget alerts you when spend nears its limit, and can stop calls there.<//>`;
	}
	const sorted = [...budgets].sort((a, b) => shareOf(b) - shareOf(a));
	return html`<ul class="purses">${sorted.slice(0, limit).map(budget => {
		const share = shareOf(budget);
		const gone = elapsed(budget);
		return html`<li key=${budget.id} class="purse">
			<div class="purse-line"><span class="purse-name truncate" title=${budget.owner}>${budget.owner}</span>
				<span class="purse-sum"><strong>${money(budget.spentUsd)}</strong> <span class="muted">of ${money(budget.limitUsd)}</span></span></div>
			<${Meter} value=${toNumber(budget.spentUsd)} max=${toNumber(budget.limitUsd)} marks=${gone === null ? [] : [gone]}
				label=${`Budget of ${budget.owner}, ${PERIODS[budget.period] ?? budget.period}`} text=${`${money(budget.spentUsd)} of ${money(budget.limitUsd)}, ${percent(share, 0)}`} />
			<div class="purse-foot"><span>${PERIODS[budget.period] ?? budget.period} · <span class=${share >= 1 ? 'bad-text' : share >= 0.8 ? 'warn-text' : ''}>${percent(share, 0)} ${share >= 1 ? budget.hard ? 'used, calls are refused' : 'used' : share >= 0.8 ? 'used, near its limit' : 'used'}</span></span>
				<span title=${gone === null ? undefined : `${percent(gone, 0)} of its period has passed`}>${budget.periodEnd ? `until ${ends(budget)}` : ''}</span></div>
		</li>`;
	})}</ul>${sorted.length > limit && html`<p class="more"><a href=${link('governance')}>All ${sorted.length} budgets</a></p>`}`;
}
