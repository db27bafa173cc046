// Forecast: expected spend, usage and latency with confidence ranges, and when budgets run out.
import { html, useMemo } from '../html.js';
import { useGet } from '../api.js';
import { Chart, tip, tooltip } from '../charts.js';
import { Badge, Card, Empty, Loaded, Note, PageHeader, Segments, Select, Skeleton, Stat, Table } from '../components.js';
import { bucket, compact, date, dateTime, dayMonth, duration, hourMinute, money, moneyCompact, percent, relative, toNumber } from '../format.js';
import { usePrefs } from '../prefs.js';
import { BudgetBar } from '../parts/budgets.js';

const MEASURES = [
	{ value: 'cost', label: 'Cost', unit: value => money(value.toFixed(12)), axis: moneyCompact },
	{ value: 'tokens', label: 'Tokens', unit: compact, axis: compact },
	{ value: 'calls', label: 'Calls', unit: compact, axis: compact },
	{ value: 'latency', label: 'Latency', unit: duration, axis: duration }
];

const AHEAD = [7, 14, 30, 60, 90].map(days => ({ value: String(days), label: `${days} days ahead` }));
const PERIODS = { day: 'per day', week: 'per week', month: 'per month', total: 'in total' };

/** Lines one above the other, of which only the differences are filled. */
function band(name, stack, values, color, opacity) {
	return { name, type: 'line', stack, data: values, symbol: 'none', silent: true, lineStyle: { opacity: 0 }, areaStyle: { color, opacity }, emphasis: { disabled: true }, tooltip: { show: false } };
}

function chartOption(forecast, measure, palette) {
	const past = forecast.history;
	const ahead = forecast.forecast;
	const at = [...past.map(point => point.at), ...ahead.map(point => point.at)];
	const nothing = past.map(() => null);
	const own = palette.series[0];
	const joined = [...past.map((point, index) => index === past.length - 1 ? point.value : null), ...ahead.map(point => point.value)];
	const byHour = forecast.interval === 'hour';
	return {
		animation: false, textStyle: { fontFamily: palette.font },
		grid: { left: 4, right: 12, top: 38, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
		legend: { left: 0, top: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, itemGap: 14, selectedMode: false, textStyle: { color: palette.muted, fontSize: 12 }, data: ['So far', 'Expected', '80 % range', '95 % range'] },
		tooltip: tooltip(palette, {
			trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: palette.muted, type: 'solid', width: 1 } },
			formatter: points => {
				const index = points[0].dataIndex;
				const title = bucket(at[index], forecast.interval);
				if (index < past.length) {
					return tip(title, [{ name: 'So far', value: past[index].value === null ? 'no calls' : measure.unit(past[index].value), color: own }]);
				}
				const point = ahead[index - past.length];
				return tip(title, [{ name: 'Expected', value: measure.unit(point.value), color: palette.series[1] }, { name: '80 % range', value: `${measure.unit(point.low80)} – ${measure.unit(point.high80)}` }, { name: '95 % range', value: `${measure.unit(point.low95)} – ${measure.unit(point.high95)}` }]);
			}
		}),
		xAxis: { type: 'category', data: at, boundaryGap: false, axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { color: palette.muted, fontSize: 11, hideOverlap: true, formatter: value => byHour && hourMinute(value) !== '00:00' ? hourMinute(value) : dayMonth(value), alignMinLabel: 'left', alignMaxLabel: 'right' } },
		yAxis: { type: 'value', splitNumber: 4, min: 0, axisLabel: { color: palette.muted, fontSize: 11, formatter: value => measure.axis(value) }, splitLine: { lineStyle: { color: palette.faint } } },
		series: [
			band('low', 'wide', [...nothing, ...ahead.map(point => point.low95)], 'transparent', 0),
			band('95 % range', 'wide', [...nothing, ...ahead.map(point => point.high95 - point.low95)], palette.series[1], 0.14),
			band('low80', 'narrow', [...nothing, ...ahead.map(point => point.low80)], 'transparent', 0),
			band('80 % range', 'narrow', [...nothing, ...ahead.map(point => point.high80 - point.low80)], palette.series[1], 0.24),
			{ name: 'So far', type: 'line', data: past.map(point => point.value), color: own, symbol: 'none', lineStyle: { width: 2 }, areaStyle: { opacity: 0.07 }, connectNulls: false },
			{ name: 'Expected', type: 'line', data: joined, color: palette.series[1], symbol: 'none', lineStyle: { width: 2, type: [5, 4] } }
		].map(series => series.name.endsWith('% range') ? { ...series, color: palette.series[1], itemStyle: { opacity: series.areaStyle.opacity * 2 } } : series)
	};
}

function Ahead({ forecast, measure }) {
	const { zone } = usePrefs();
	const option = useMemo(() => palette => chartOption(forecast, measure, palette), [forecast, measure, zone]);
	const table = useMemo(() => ({
		columns: ['Time', 'So far', 'Expected', '80 % range', '95 % range'],
		rows: [...forecast.history.map(point => [bucket(point.at, forecast.interval), point.value === null ? '–' : measure.unit(point.value), '', '', '']),
			...forecast.forecast.map(point => [bucket(point.at, forecast.interval), '', measure.unit(point.value), `${measure.unit(point.low80)} – ${measure.unit(point.high80)}`, `${measure.unit(point.low95)} – ${measure.unit(point.high95)}`])]
	}), [forecast, measure, zone]);
	return html`<${Chart} label=${`${measure.label}, so far and expected`} option=${option} table=${table} height=${340}
		summary=${forecast.forecast.length > 0 ? `Expected at the end: ${measure.unit(forecast.forecast.at(-1).value)}` : 'No forecast yet'} />`;
}

function sumOf(points, name) {
	return points.reduce((sum, point) => sum + (point[name] ?? 0), 0);
}

function Figures({ forecast, measure, days }) {
	const { monthEnd, history, forecast: ahead } = forecast;
	const latency = measure.value === 'latency';
	const same = history.slice(-ahead.length);
	return html`<div class="stats">
		${monthEnd && html`<${Stat} label="This month so far" value=${measure.unit(monthEnd.soFar)} />
			<${Stat} label=${`Expected by ${dayMonth(new Date(new Date(monthEnd.at).getTime() - 1))}`} value=${measure.unit(monthEnd.value)} detail=${`95 % range: ${measure.unit(monthEnd.low95)} – ${measure.unit(monthEnd.high95)}`} />`}
		${!latency && ahead.length > 0 && html`<${Stat} label=${`Expected in ${days} days`} value=${measure.unit(sumOf(ahead, 'value'))} detail=${same.length === ahead.length && `${measure.unit(sumOf(same, 'value'))} in the previous ${days} days`} />`}
		${latency && ahead.length > 0 && html`<${Stat} label="Expected on average" value=${measure.unit(sumOf(ahead, 'value') / ahead.length)} detail="95 % of calls are faster" />`}
	</div>`;
}

function End({ budget }) {
	if (!budget.runsOutAt) {
		return toNumber(budget.spentUsd) === 0 ? html`<span class="muted">Nothing spent yet</span>`
			: html`<${Badge} tone="ok" dot>lasts<//> <span class="muted">${budget.periodEnd ? `until ${date(budget.periodEnd)}` : 'for the next 90 days'}</span>`;
	}
	const { expected, earliest, latest } = budget.runsOutAt;
	const shown = expected ?? earliest;
	const past = shown && new Date(shown) <= new Date();
	return html`<span class="two-lines"><span><${Badge} tone=${expected ? 'bad' : 'warn'} dot>${past ? 'used up' : expected ? `runs out ${relative(expected)}` : 'may run out'}<//> ${!past && shown && html`<span title=${dateTime(shown)}>${date(shown)}</span>`}</span>
		${!past && html`<span class="muted">${`80 % range: ${date(earliest)} to ${latest ? date(latest) : 'after its reset'}`}</span>`}</span>`;
}

/** known: the budgets with their alert thresholds, by id. */
const budgetColumns = known => [
	{ key: 'owner', label: 'Budget', render: budget => html`<span class="two-lines"><span>${budget.owner}</span><span class="muted">${budget.scope}, ${PERIODS[budget.period]}</span></span>` },
	{ key: 'share', label: 'Spent', value: budget => toNumber(budget.limitUsd) > 0 ? toNumber(budget.spentUsd) / toNumber(budget.limitUsd) : 1, render: budget => html`<span class="meter-cell"><${BudgetBar} budget=${{ ...known.get(budget.budgetId), ...budget }} />
		<span class="muted">${money(budget.spentUsd)} of ${money(budget.limitUsd)}, ${toNumber(budget.limitUsd) > 0 ? percent(toNumber(budget.spentUsd) / toNumber(budget.limitUsd), 0) : 'all'}</span></span>` },
	{ key: 'end', label: 'Outlook', wide: true, value: budget => budget.runsOutAt?.expected ?? budget.runsOutAt?.earliest ?? '9999', render: budget => html`<${End} budget=${budget} />` }
];

export default function Forecast({ params, navigate }) {
	const { zone } = usePrefs();
	const measure = MEASURES.find(one => one.value === params.measure) ?? MEASURES[0];
	const days = AHEAD.some(one => one.value === params.days) ? params.days : '30';
	const teams = useGet('/api/teams');
	const known = useGet(measure.value === 'cost' ? '/api/budgets' : null);
	const columns = useMemo(() => budgetColumns(new Map((known.data?.data ?? []).map(budget => [budget.id, budget]))), [known.data]);
	const forecast = useGet('/api/forecasts', { measure: measure.value, days, team: params.team, zone });
	const change = next => navigate('forecast', { ...params, ...next }, { replace: true });
	const names = (teams.data?.data ?? []).filter(team => !team.archivedAt).map(team => ({ value: team.id, label: team.name }));
	return html`<div>
		<${PageHeader} title="Forecast" subtitle="Expected from past usage, with confidence ranges" actions=${[
			html`<${Select} label="Team" value=${params.team ?? ''} options=${[{ value: '', label: 'All teams' }, ...names]} onChange=${team => change({ team })} />`,
			html`<${Select} label="How far ahead" value=${days} options=${AHEAD} onChange=${next => change({ days: next === '30' ? undefined : next })} />`]} />
		<div class="filters"><${Segments} label="What is forecast" value=${measure.value} options=${MEASURES} onChange=${next => change({ measure: next === 'cost' ? undefined : next })} /></div>
		<${Loaded} of=${forecast} skeleton=${html`<${Skeleton} height=${520} />`}>${data => data.measure !== measure.value ? html`<${Skeleton} height=${520} />` : html`<div class="stack">
			${data.note && html`<${Note}><p>${data.note}</p><//>`}
			<${Figures} forecast=${data} measure=${measure} days=${days} />
			<${Card} title=${`${measure.label} ${data.interval === 'hour' ? 'by hour' : 'by day'}`} subtitle=${data.model && `Model: ${data.model}`}>
				${data.history.length + data.forecast.length === 0 ? html`<${Empty} icon="forecast" title="Not enough history yet"><p>A forecast needs 3 whole days of calls.</p><//>` : html`<${Ahead} forecast=${data} measure=${measure} />`}
			<//>
			${measure.value === 'cost' && html`<${Card} title="Budgets" subtitle="When each budget is expected to run out" flush>
				<${Table} caption="Budgets and when they run out" class="stacks" columns=${columns} rows=${data.budgets} rowKey=${budget => budget.budgetId} sort=${{ key: 'end', descending: false }} empty=${html`<${Empty} icon="costs" title="No budgets"><p>Create budgets under Governance.</p><//>`} />
			<//>`}
		</div>`}<//>
	</div>`;
}
