/*
 * Budgets as bars, the same on every page: spent, reserved, and a mark at each alert threshold.
 *
 * BudgetList({ budgets, limit })   the fullest first
 * BudgetBar({ budget })            reservedUsd and softPercent may be missing
 * BudgetLegend()                   what the parts of a bar mean
 */
import { html } from '../html.js';
import { Empty, LinkButton } from '../components.js';
import { addUsd, dayMonth, hourMinute, money, moneyExact, percent, toNumber } from '../format.js';
import { link } from '../router.js';

const PERIODS = { day: 'per day', week: 'per week', month: 'per month', total: 'in total' };

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

export function BudgetBar({ budget }) {
	const limit = toNumber(budget.limitUsd);
	const reservedUsd = budget.reservedUsd ?? '0';
	const marks = budget.softPercent ?? [];
	const share = value => limit > 0 ? Math.min(1, toNumber(value) / limit) : 1;
	const spent = share(budget.spentUsd);
	const reserved = Math.min(1 - spent, share(reservedUsd));
	const used = toNumber(addUsd(budget.spentUsd, reservedUsd));
	const soft = Math.min(101, ...marks) / 100;
	const tone = limit === 0 || used >= limit ? 'bad' : used / limit >= soft ? 'warn' : 'ok';
	return html`<div class=${`budget-bar ${tone}`} role="meter" aria-label=${`Budget of ${budget.owner}`} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * (spent + reserved))}
		aria-valuetext=${`${moneyExact(budget.spentUsd)} of ${moneyExact(budget.limitUsd)} spent, ${moneyExact(reservedUsd)} reserved`}>
		<span class="budget-spent" style=${{ width: `${100 * spent}%` }} title=${`Spent ${moneyExact(budget.spentUsd)}`}></span>
		<span class="budget-reserved" style=${{ left: `${100 * spent}%`, width: `${100 * reserved}%` }} title=${`Reserved for calls in progress ${moneyExact(reservedUsd)}`}></span>
		${marks.map(mark => html`<span key=${mark} class="budget-mark" style=${{ left: `${mark}%` }} title=${`Alert at ${mark} %`}></span>`)}
	</div>`;
}

export function BudgetLegend() {
	return html`<ul class="bar-legend"><li><span class="swatch swatch-spent"></span>spent</li><li><span class="swatch swatch-reserved"></span>reserved for calls in progress</li><li><span class="swatch-mark"></span>alert threshold</li></ul>`;
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
			<${BudgetBar} budget=${budget} />
			<div class="purse-foot"><span>${PERIODS[budget.period] ?? budget.period} · <span class=${share >= 1 ? 'bad-text' : share >= 0.8 ? 'warn-text' : ''}>${percent(share, 0)} ${share >= 1 ? budget.hard ? 'used, calls are refused' : 'used' : share >= 0.8 ? 'used, near its limit' : 'used'}</span></span>
				<span>${gone === null ? '' : `${percent(gone, 0)} of the period elapsed, resets ${ends(budget)}`}</span></div>
		</li>`;
	})}</ul><${BudgetLegend} />${sorted.length > limit && html`<p class="more"><a href=${link('governance')}>All ${sorted.length} budgets</a></p>`}`;
}
