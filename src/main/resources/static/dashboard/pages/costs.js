/* What money was spent on: by any dimension, for any period, against another; each row leads to its calls. */
import { html, useMemo } from '../html.js';
import { url, useGet } from '../api.js';
import { Card, Delta, Empty, LinkButton, Loaded, Note, PageHeader, PeriodPicker, Segments, Select, Skeleton, Stat, Table } from '../components.js';
import { TimeChart, colorsFor, useColors } from '../charts.js';
import { compact, money, moneyCompact, moneyExact, moneySigned, number, percent, plural, ratio, toNumber } from '../format.js';
import { shift, usePeriod } from '../period.js';
import { usePrefs } from '../prefs.js';
import { BudgetList } from '../parts/budgets.js';
import { Change, intervalsFor, lined, over, tokens, top, usd, useUsage } from '../parts/usage.js';

const DIMENSIONS = [
	{ value: 'team', label: 'Team', none: 'No team', filter: 'teamId' },
	{ value: 'provider', label: 'Provider', none: 'No provider', filter: 'provider' },
	{ value: 'model', label: 'Model', none: 'No model', filter: 'model' },
	{ value: 'feature', label: 'Feature', none: 'No feature named', filter: 'feature' },
	{ value: 'key', label: 'Key', none: 'No key', filter: 'key' },
	{ value: 'tag', label: 'Tag', none: 'No tag', filter: 'tag' },
	{ value: 'policy', label: 'Policy', none: 'No policy', filter: 'policy' }
];

const SHOWN = 7;
const moneyOf = value => money(value.toFixed(8));

function nameOf(row, dimension) {
	return row.key === '' ? dimension.none : row.name || row.key;
}

/** The rows of both periods together: what was dear before and is gone now is a change as well. */
function merged(now, before) {
	const then = new Map((before ?? []).map(row => [row.key, row]));
	const rows = now.map(row => ({ ...row, before: then.get(row.key) ?? null }));
	const known = new Set(now.map(row => row.key));
	for (const row of before ?? []) {
		if (!known.has(row.key)) {
			rows.push({ ...row, calls: 0, costUsd: '0', savedUsd: '0', unknownCalls: 0, tokens: {}, series: [], before: row, gone: true });
		}
	}
	return rows;
}

function Figures({ usage, before, period }) {
	const { total } = usage;
	const baseline = toNumber(total.baselineUsd);
	const was = { now: total, before: before?.total, period };
	const perThousand = one => one.calls > 0 ? usd(one) / one.calls * 1000 : null;
	return html`<div class="stats">
		<${Stat} label="Spend" value=${html`<span title=${moneyExact(total.costUsd)}>${money(total.costUsd)}</span>`} delta=${html`<${Change} ...${was} of=${usd} good="down" />`}
			detail=${before && `${money(before.total.costUsd)} ${period.before.label}`} />
		<${Stat} label="Saved" hint="Compared with the cost of the baseline model" value=${money(total.savedUsd)} delta=${html`<${Change} ...${was} of=${one => toNumber(one.savedUsd)} good="up" />`}
			detail=${baseline > 0 ? `${percent(toNumber(total.savedUsd) / baseline, 0)} of ${money(total.baselineUsd)}` : 'no baseline'} />
		<${Stat} label="Calls" value=${number(total.calls)} delta=${html`<${Change} ...${was} of=${one => one.calls} />`} />
		<${Stat} label="Cost of 1,000 calls" value=${perThousand(total) === null ? '–' : moneyOf(perThousand(total))} delta=${html`<${Change} ...${was} of=${perThousand} good="down" />`} />
		<${Stat} label="Tokens" value=${compact(tokens(total))} delta=${html`<${Change} ...${was} of=${tokens} />`} detail=${total.searches > 0 && plural(total.searches, 'search', 'searches')} />
	</div>`;
}

function Spending({ usage, before, rows, dimension, interval, period, zone, onPick }) {
	const colors = useColors();
	const chart = useMemo(() => {
		const { first, rest } = top(rows.filter(row => !row.gone), usd, SHOWN);
		const base = lined(period, interval, zone, usage.series, usd);
		const series = first.map(row => ({ name: nameOf(row, dimension), key: row.key, values: lined(period, interval, zone, row.series, usd).values }));
		if (rest.length > 0) {
			const others = rest.map(row => lined(period, interval, zone, row.series, usd).values);
			series.push({ name: 'Others', values: base.at.map((_, index) => others.reduce((sum, values) => sum + values[index], 0)) });
		}
		const shades = colorsFor(series.map(one => one.name === dimension.none ? '' : one.name), colors);
		series.forEach((one, index) => { one.color = shades[index]; });
		if (before) {
			const then = lined(period.before, interval, zone, before.series, usd).values;
			series.push({ name: period.before.label.replace(/^./, letter => letter.toUpperCase()), values: over(base.at.length, then, one => one), apart: true, dashed: true, color: colors.muted });
		}
		return { at: base.at, series };
	}, [usage, before, rows, interval, zone, colors]);
	return html`<${TimeChart} label="Spend" kind="bar" stacked at=${chart.at} series=${chart.series} unit=${moneyOf} axis=${moneyCompact} interval=${interval} height=${300}
		onPick=${(name, index) => onPick(chart.series.find(one => one.name === name)?.key, chart.at[index])} />`;
}

export function columnsOf({ dimension, total, colors, period }) {
	return [
		{ key: 'name', label: dimension.label, value: row => nameOf(row, dimension), render: row => html`<span class="name-cell"><span class="swatch" style=${{ '--color': colors.get(row.key) ?? 'var(--series-other)' }}></span><span class="truncate" title=${nameOf(row, dimension)}>${row.key === '' ? html`<span class="muted">${dimension.none}</span>` : nameOf(row, dimension)}</span></span>` },
		{ key: 'cost', label: 'Spend', numeric: true, value: usd, render: row => html`<span title=${moneyExact(row.costUsd)}>${money(row.costUsd)}</span>` },
		{
			key: 'share', label: 'Share', numeric: true, value: usd, sortable: false,
			render: row => { const share = total > 0 ? usd(row) / total : 0; return html`<span class="share"><span class="cell-bar"><span style=${{ width: `${Math.min(100, share * 100)}%` }}></span></span><span class="share-text">${percent(share)}</span></span>`; }
		},
		...(period.before ? [{
			key: 'change', label: 'Change', numeric: true, hint: `Compared with ${period.before.label}`, value: row => ratio(row.costUsd, row.before?.costUsd) ?? (usd(row) > 0 ? Infinity : null),
			render: row => row.before ? html`<${Delta} ratio=${ratio(row.costUsd, row.before.costUsd)} good="down" label=${period.before.label} />` : html`<span class="muted">new</span>`
		}] : []),
		{ key: 'saved', label: 'Saved', numeric: true, value: row => toNumber(row.savedUsd), render: row => moneySigned(row.savedUsd) },
		{ key: 'calls', label: 'Calls', numeric: true, render: row => number(row.calls) },
		{ key: 'each', label: 'Per call', numeric: true, value: row => row.calls ? usd(row) / row.calls : null, render: row => row.calls ? moneyOf(usd(row) / row.calls) : '–' },
		{ key: 'unknown', label: 'Price unknown', numeric: true, hint: 'Calls whose cost is unknown in full or in part', value: row => row.unknownCalls, render: row => row.unknownCalls > 0 ? html`<span class="warn-text">${number(row.unknownCalls)}</span>` : html`<span class="muted">0</span>` }
	];
}

function Rows({ usage, rows, dimension, period, onRow }) {
	const colors = useColors();
	const { first } = top(rows.filter(row => !row.gone), usd, SHOWN);
	const shades = colorsFor(first.map(row => row.key === '' ? '' : nameOf(row, dimension)), colors);
	const shade = new Map(first.map((row, index) => [row.key, shades[index]]));
	const columns = columnsOf({ dimension, total: usd(usage.total), colors: shade, period });
	return html`<${Table} caption=${`Spend by ${dimension.label.toLowerCase()}`} columns=${columns} rows=${rows} sort=${{ key: 'cost', descending: true }} limit=${15}
		onRow=${onRow} rowLabel=${row => `${nameOf(row, dimension)}, ${money(row.costUsd)}: show its calls`} />`;
}

export default function Costs({ params, navigate }) {
	const { zone } = usePrefs();
	const [period] = usePeriod(params, zone);
	const dimension = DIMENSIONS.find(one => one.value === params.by) ?? DIMENSIONS[0];
	const choices = intervalsFor(period);
	const interval = choices.some(one => one.value === params.interval) ? params.interval : period.interval;
	const query = { by: dimension.value, team: params.team, interval };
	const { now, before } = useUsage(period, zone, query);
	const teams = useGet('/api/teams');
	const budgets = useGet('/api/budgets');
	const set = next => navigate('costs', { ...params, ...next });
	const rows = useMemo(() => now.data ? merged(now.data.data, before.data?.data) : [], [now.data, before.data]);
	const toCalls = (key, more = {}) => navigate('calls', { ...period.params, period: period.preset, ...(params.team ? { teamId: params.team } : {}), ...(key ? { [dimension.filter]: key } : {}), ...more });
	const pick = (key, at) => toCalls(key, { period: 'custom', from: at, to: shift(at, interval, 1, zone).toISOString() });
	const teamOptions = [{ value: '', label: 'All teams' }, ...(teams.data?.data ?? []).map(team => ({ value: team.id, label: team.name }))];
	const shownBudgets = (budgets.data?.data ?? []).filter(budget => !params.team || !budget.teamId || budget.teamId === params.team);
	return html`<${PageHeader} title="Costs" subtitle=${`${period.label}${params.team ? ` · ${teamOptions.find(one => one.value === params.team)?.label ?? 'one team'}` : ''}`} actions=${html`
			<${PeriodPicker} period=${period} params=${params} onChange=${set} />
			<${LinkButton} small icon="download" href=${url('/api/usage', { ...query, from: period.from, to: period.to, zone, format: 'csv' })} download>CSV<//>`} />
		<div class="toolbar">
			<${Segments} label="Spend by" value=${dimension.value} options=${DIMENSIONS} onChange=${by => set({ by })} />
			<span class="toolbar-gap"></span>
			<${Select} label="Team" value=${params.team ?? ''} options=${teamOptions} onChange=${team => set({ team })} />
			<${Select} label="Steps of the chart" value=${interval} options=${choices} onChange=${value => set({ interval: value })} />
		</div>
		<${Loaded} of=${now} skeleton=${html`<div class="stack"><${Skeleton} height=${106} /><${Skeleton} height=${400} /></div>`}>${usage => html`
			<${Figures} usage=${usage} before=${before.data} period=${period} />
			<div class="with-aside">
				<${Card} title=${`Spend by ${dimension.label.toLowerCase()}`} subtitle=${dimension.value === 'tag' ? 'A call with several tags counts once for each of them' : 'Select a bar to see its calls'}>
					${usage.total.calls === 0 ? html`<${Empty} title="No spend in this period" icon="costs">Choose a longer period, or another team.<//>`
						: html`<${Spending} usage=${usage} before=${before.data} rows=${rows} dimension=${dimension} interval=${interval} period=${period} zone=${zone} onPick=${pick} />`}<//>
				<${Card} title="Budgets"><${Loaded} of=${budgets}>${() => html`<${BudgetList} budgets=${shownBudgets} limit=${5} />`}<//><//>
			</div>
			${usage.total.unknownCalls > 0 && html`<div class="block"><${Note} tone="warn" icon="warning">The cost of ${plural(usage.total.unknownCalls, 'call')} is unknown in full or in part: their price is missing, or the provider reported no usage.
				Only the known part is included, so the true sum is higher.<//></div>`}
			${rows.length > 0 && html`<div class="block"><${Card} flush title=${`By ${dimension.label.toLowerCase()}`} subtitle="Select a row to see its calls"><${Rows} key=${dimension.value} usage=${usage} rows=${rows} dimension=${dimension} period=${period} onRow=${row => toCalls(row.key)} /><//></div>`}
`}<//>`;
}

