/* How models are used: when, which, how much of what, and how often an earlier answer served. */
import { html, useMemo } from '../html.js';
import { useGet } from '../api.js';
import { Card, Empty, Grid, Loaded, PageHeader, PeriodPicker, Segments, Select, Skeleton, Stat, Table } from '../components.js';
import { BarChart, HeatMap, TimeChart, useColors } from '../charts.js';
import { compact, money, moneyCompact, number, percent, plural } from '../format.js';
import { usePeriod } from '../period.js';
import { usePrefs } from '../prefs.js';
import { Points } from '../parts/points.js';
import { Change, TOKEN_CLASSES, cacheShare, intervalsFor, lined, over, tokens, usd, useUsage } from '../parts/usage.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const SHORT_DAYS = DAYS.map(day => day.slice(0, 3));
const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

/** Hours are asked for of 13 weeks at most: more would say the same with a longer wait. */
const HEAT_DAYS = 91;

const moneyOf = value => money(value.toFixed(8));
const tenth = value => value >= 100 ? number(value) : value >= 10 ? value.toFixed(1) : value.toFixed(2).replace(/\.?0+$/, '');

const MEASURES = [
	{ value: 'calls', label: 'Calls', of: one => one.calls, unit: value => tenth(value), name: 'Calls per hour' },
	{ value: 'tokens', label: 'Tokens', of: tokens, unit: value => compact(Math.round(value)), name: 'Tokens per hour' },
	{ value: 'spend', label: 'Spend', of: usd, unit: value => moneyCompact(value.toFixed(10)), name: 'Spend per hour' }
];

/** Means by weekday and hour of a zone's clock, over all such hours of the time, those without calls included. */
export function heat(series, from, to, zone, of) {
	const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });
	const place = at => {
		const parts = Object.fromEntries(format.formatToParts(at).map(part => [part.type, part.value]));
		return [SHORT_DAYS.indexOf(parts.weekday), Number(parts.hour) % 24];
	};
	const sums = DAYS.map(() => HOURS.map(() => 0));
	const counts = DAYS.map(() => HOURS.map(() => 0));
	const known = new Map(series.map(one => [new Date(one.at).getTime(), one]));
	const end = Math.min(new Date(to).getTime(), Date.now());
	for (let at = Math.floor(new Date(from).getTime() / 3600000) * 3600000; at < end; at += 3600000) {
		const [day, hour] = place(new Date(at));
		counts[day][hour] += 1;
		const one = known.get(at);
		if (one) {
			sums[day][hour] += of(one);
		}
	}
	return sums.map((row, day) => row.map((sum, hour) => counts[day][hour] ? sum / counts[day][hour] : 0));
}

function peak(values) {
	let best = [0, 0];
	values.forEach((row, day) => row.forEach((value, hour) => {
		if (value > values[best[0]][best[1]]) {
			best = [day, hour];
		}
	}));
	return { day: DAYS[best[0]], hour: HOURS[best[1]], value: values[best[0]][best[1]] };
}

function Peaks({ period, zone, team, measure, onMeasure }) {
	const start = new Date(Math.max(new Date(period.from).getTime(), new Date(period.to).getTime() - HEAT_DAYS * 86400000)).toISOString();
	const hourly = useGet('/api/usage', { from: start, to: period.to, interval: 'hour', zone, team });
	const values = useMemo(() => hourly.data ? heat(hourly.data.series, start, period.to, zone, measure.of) : null, [hourly.data, zone, measure]);
	const most = values && peak(values);
	return html`<${Card} title="Peaks" subtitle=${most && most.value > 0 ? `Busiest on ${most.day}s at ${most.hour}, ${measure.unit(most.value)} per hour on average. Times in ${zone.replace(/_/g, ' ')}${start > period.from ? '; the last 13 weeks' : ''}` : `Times in ${zone}`}
			actions=${html`<${Segments} label="Measure" value=${measure.value} options=${MEASURES} onChange=${onMeasure} />`}>
		<${Loaded} of=${hourly} skeleton=${html`<${Skeleton} height=${292} />`}>${() => html`<${HeatMap} label=${measure.name} rows=${DAYS} shortRows=${SHORT_DAYS} columns=${HOURS} values=${values} unit=${measure.unit} height=${268} columnEvery=${3}
			summary=${`Busiest on ${most.day} at ${most.hour}`} />`}<//>
	<//>`;
}

function Popular({ usage, models, before, onPick }) {
	const rows = [...models].filter(row => row.calls > 0).sort((a, b) => b.calls - a.calls);
	const then = new Map((before ?? []).map(row => [row.key, row]));
	const bars = useMemo(() => rows.slice(0, 8).map(row => ({ name: row.name || 'No model called', value: row.calls })), [models]);
	const columns = [
		{ key: 'name', label: 'Model', render: row => html`<span class="name-cell"><span class="truncate" title=${row.name}>${row.name || html`<span class="muted">No model called</span>`}</span></span>` },
		{ key: 'calls', label: 'Calls', numeric: true, render: row => number(row.calls) },
		{ key: 'share', label: 'Share', numeric: true, value: row => row.calls, sortable: false, render: row => percent(row.calls / usage.total.calls) },
		{ key: 'change', label: 'Change', numeric: true, value: row => then.has(row.key) ? row.calls / Math.max(1, then.get(row.key).calls) : null, render: row => before ? html`<${ChangeOf} now=${row.calls} before=${then.get(row.key)?.calls} />` : '–' },
		{ key: 'tokens', label: 'Tokens', numeric: true, value: tokens, render: row => compact(tokens(row)) },
		{ key: 'cached', label: 'From cache', numeric: true, value: row => cacheShare(row), render: row => percent(cacheShare(row)) }
	];
	return html`<${Grid} min=${420}>
		<${Card} title="Popular models" subtitle="By calls"><${BarChart} label="Calls" rows=${bars} unit=${number} axis=${compact} onPick=${name => onPick(rows.find(row => row.name === name))} height=${Math.max(200, bars.length * 34 + 30)} /><//>
		<${Card} title="All models" flush><${Table} caption="Models by calls" columns=${columns} rows=${rows} sort=${{ key: 'calls', descending: true }} limit=${8} dense onRow=${onPick} rowLabel=${row => `${row.name}: show its calls`} /><//>
	<//>`;
}

function ChangeOf({ now, before }) {
	return before ? html`<${Change} now=${now} before=${before} of=${value => value} period=${{ before: { label: 'the previous period' } }} />` : html`<span class="muted">new</span>`;
}

function Trends({ usage, before, period, interval, zone }) {
	const colors = useColors();
	const calls = lined(period, interval, zone, usage.series, one => one.calls);
	const series = useMemo(() => [
		{ name: 'Calls', values: calls.values, area: true },
		...(before ? [{ name: period.before.label.replace(/^./, letter => letter.toUpperCase()), dashed: true, color: colors.other,
			values: over(calls.at.length, lined(period.before, interval, zone, before.series, one => one.calls).values, one => one) }] : [])
	], [usage, before, interval, zone, colors]);
	const classes = useMemo(() => TOKEN_CLASSES.filter(([name]) => (usage.total.tokens[name] ?? 0) > 0)
		.map(([name, label]) => ({ name: label, values: lined(period, interval, zone, usage.series, one => one.tokens[name] ?? 0).values })), [usage, interval, zone]);
	const cache = useMemo(() => [{ name: 'Answered from cache', area: true, values: lined(period, interval, zone, usage.series, cacheShare).values.map((value, index) => calls.values[index] > 0 ? value : null) }], [usage, interval, zone]);
	return html`<${Grid} min=${420}>
		<${Card} title="Calls"><${TimeChart} label="Calls" whole at=${calls.at} series=${series} unit=${number} axis=${compact} interval=${interval} height=${240} /><//>
		<${Card} title="Tokens by class" subtitle="Each class has its own price"><${TimeChart} label="Tokens by class" kind="bar" stacked at=${calls.at} series=${classes} unit=${compact} tableUnit=${number} interval=${interval} height=${240} /><//>
		<${Card} title="Answers from the cache" subtitle="Share of calls answered from the cache" class="span-all"><${TimeChart} label="Answered from cache" at=${calls.at} series=${cache} unit=${percent} axis=${value => percent(value, 0)} interval=${interval} height=${180} share /><//>
	<//>`;
}

export default function Usage({ params, navigate }) {
	const { zone } = usePrefs();
	const [period] = usePeriod(params, zone);
	const choices = intervalsFor(period);
	const interval = choices.some(one => one.value === params.interval) ? params.interval : period.interval;
	const { now, before } = useUsage(period, zone, { interval, team: params.team });
	const models = useUsage(period, zone, { by: 'model', team: params.team });
	const teams = useGet('/api/teams');
	const measure = MEASURES.find(one => one.value === params.measure) ?? MEASURES[0];
	const set = next => navigate('usage', { ...params, ...next });
	const toCalls = row => row && navigate('calls', { ...period.params, period: period.preset, teamId: params.team, model: row.key });
	return html`<${PageHeader} title="Usage" subtitle=${period.label} actions=${html`
			<${Select} label="Team" value=${params.team ?? ''} options=${[{ value: '', label: 'All teams' }, ...(teams.data?.data ?? []).map(team => ({ value: team.id, label: team.name }))]} onChange=${team => set({ team })} />
			<${Select} label="Interval" value=${interval} options=${choices} onChange=${value => set({ interval: value })} />
			<${PeriodPicker} period=${period} params=${params} onChange=${set} />`} />
		<${Loaded} of=${now} skeleton=${html`<div class="stack"><${Skeleton} height=${106} /><${Skeleton} height=${360} /></div>`}>${usage => {
			const was = { now: usage.total, before: before.data?.total, period };
			return html`<div class="stats">
				<${Stat} label="Calls" value=${number(usage.total.calls)} delta=${html`<${Change} ...${was} of=${one => one.calls} />`} detail=${before.data && `${number(before.data.total.calls)} ${period.before.label}`} />
				<${Stat} label="Tokens" value=${compact(tokens(usage.total))} delta=${html`<${Change} ...${was} of=${tokens} />`} detail=${`${compact(usage.total.tokens.output ?? 0)} output`} />
				<${Stat} label="Tokens per call" value=${usage.total.calls ? number(tokens(usage.total) / usage.total.calls) : '–'} delta=${html`<${Change} ...${was} of=${one => one.calls ? tokens(one) / one.calls : null} />`} />
				<${Stat} label="From the cache" hint="Share of calls answered from the cache" value=${percent(cacheShare(usage.total))} delta=${before.data && html`<${Points} now=${cacheShare(usage.total)} before=${cacheShare(before.data.total)} label=${period.before.label} />`} detail=${plural(usage.total.cacheHits, 'call')} />
				<${Stat} label="Models in use" value=${models.now.data ? number(models.now.data.data.filter(row => row.calls > 0 && row.key !== '').length) : '–'} detail=${models.before.data && `${number(models.before.data.data.filter(row => row.calls > 0 && row.key !== '').length)} ${period.before.label}`} />
			</div>
			${usage.total.calls === 0 ? html`<${Card}><${Empty} title="No calls in this period" icon="usage">Choose a longer period, or another team.<//><//>` : html`
				<${Peaks} period=${period} zone=${zone} team=${params.team} measure=${measure} onMeasure=${value => set({ measure: value === 'calls' ? undefined : value })} />
				<div class="block"><${Loaded} of=${models.now} skeleton=${html`<${Skeleton} height=${300} />`}>${({ data }) => html`<${Popular} usage=${usage} models=${data} before=${models.before.data?.data} onPick=${toCalls} />`}<//></div>
				<div class="block"><${Trends} usage=${usage} before=${before.data} period=${period} interval=${interval} zone=${zone} /></div>`}`;
		}}<//>`;
}
