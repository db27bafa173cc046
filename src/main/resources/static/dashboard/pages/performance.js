/* Whether it works, and how fast: latency, throughput, errors and failovers, by provider and model. */
import { html, useMemo } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Card, Empty, Grid, Loaded, PageHeader, PeriodPicker, Segments, Select, Skeleton, Stat, Table } from '../components.js';
import { TimeChart, useColors } from '../charts.js';
import { compact, duration, durationShort, number, percent } from '../format.js';
import { slots, usePeriod } from '../period.js';
import { usePrefs } from '../prefs.js';
import { Points } from '../parts/points.js';
import { Change, attemptSuccess, intervalsFor, lined, successOf, useUsage } from '../parts/usage.js';

const DIMENSIONS = [{ value: 'provider', label: 'Provider', filter: 'provider' }, { value: 'model', label: 'Model', filter: 'model' }, { value: 'deployment', label: 'Deployment' }];

const LATENCIES = [{ value: 'latencyMs', label: 'Complete answer' }, { value: 'firstTokenMs', label: 'First token' }];

const ERRORS = [
	['failed', 'Failed', 'badFill'], ['refused', 'Refused', 'warnFill'], ['left', 'Cancelled by client', 'other']
];

const HOURS = { hour: 1, day: 24, week: 168, month: 730 };

const perMinute = value => `${value >= 100 ? compact(Math.round(value)) : value.toFixed(value < 10 ? 2 : 1)}/min`;

function Figures({ usage, before, period }) {
	const { total } = usage;
	const then = before?.total;
	const was = { now: total, before: then, period };
	const tail = times => times ? `p95 ${duration(times.p95)} · p99 ${duration(times.p99)}` : 'no answers';
	return html`<div class="stats">
		<${Stat} label="Success rate" hint="Complete answers, out of calls that were neither refused nor cancelled by the client" value=${percent(successOf(total), 2)}
			delta=${then && html`<${Points} now=${successOf(total)} before=${successOf(then)} label=${period.before.label} />`} detail=${`${number(total.failed)} failed`} />
		<${Stat} label="Latency, median" hint="Time to the last byte of complete answers" value=${duration(total.latencyMs?.p50)} delta=${html`<${Change} ...${was} of=${one => one.latencyMs?.p50} good="down" />`} detail=${tail(total.latencyMs)} />
		<${Stat} label="First token, median" value=${duration(total.firstTokenMs?.p50)} delta=${html`<${Change} ...${was} of=${one => one.firstTokenMs?.p50} good="down" />`} detail=${tail(total.firstTokenMs)} />
		<${Stat} label="Saved by failover" hint="Answered by another deployment after the first one failed" value=${number(total.failovers)} delta=${html`<${Change} ...${was} of=${one => one.failovers} />`}
			detail=${total.ok > 0 ? `${percent(total.failovers / total.ok)} of answers` : ''} />
		<${Stat} label="Failed attempts" hint="Attempts at providers that failed, or were skipped because the deployment was paused" value=${percent(total.attempts ? total.failedAttempts / total.attempts : null, 2)}
			delta=${then && html`<${Points} now=${total.attempts ? total.failedAttempts / total.attempts : null} before=${then.attempts ? then.failedAttempts / then.attempts : null} label=${period.before.label} good="down" />`} detail=${`${number(total.failedAttempts)} of ${number(total.attempts)}`} />
	</div>`;
}

function Charts({ usage, period, interval, zone, which, onWhich, navigate }) {
	const colors = useColors();
	const at = useMemo(() => slots(period, interval, zone), [usage, interval, zone]);
	const values = of => lined(period, interval, zone, usage.series, of).values;
	const calls = values(one => one.calls);
	const latency = useMemo(() => ['p50', 'p95', 'p99'].map(name => ({ name, values: values(one => one[which]?.[name] ?? null).map(value => value === 0 ? null : value) })), [usage, interval, zone, which]);
	const minutes = HOURS[interval] * 60;
	const throughput = useMemo(() => [{ name: 'Calls per minute', area: true, values: calls.map((count, index) => {
		// The last interval is not over yet: its calls came in the time that has passed, and too short a time tells nothing.
		const passed = Math.min(minutes, (Math.min(Date.now(), new Date(period.to).getTime()) - new Date(at[index]).getTime()) / 60000);
		return passed > minutes / 10 ? count / passed : null;
	}) }], [usage, interval, zone]);
	const errors = useMemo(() => ERRORS.map(([name, label, color]) => ({ name: label, values: values(one => one[name]), color: colors[color] })), [usage, interval, zone, colors]);
	const failovers = useMemo(() => [{ name: 'Failed attempts', values: values(one => one.failedAttempts), color: colors.warnFill }, { name: 'Answered after failover', values: values(one => one.failovers), color: colors.series[0] }], [usage, interval, zone, colors]);
	const toCalls = (name, index) => navigate('calls', { period: 'custom', from: at[index], to: at[index + 1] ?? period.to, outcome: name === 'Cancelled by client' ? 'client_closed' : undefined });
	return html`<${Grid} min=${420}>
		<${Card} title="Latency" subtitle="Median, 95th and 99th percentile of complete answers" class="span-all" actions=${html`<${Segments} label="Until" value=${which} options=${LATENCIES} onChange=${onWhich} />`}>
			<${TimeChart} label="Latency" at=${at} series=${latency} unit=${duration} axis=${durationShort} interval=${interval} height=${260} /><//>
		<${Card} title="Throughput" subtitle="Calls per minute, on average"><${TimeChart} label="Calls per minute" at=${at} series=${throughput} unit=${perMinute} axis=${value => compact(value)} interval=${interval} height=${220} /><//>
		<${Card} title="Errors by kind" subtitle="Select a bar to see its calls"><${TimeChart} label="Errors" kind="bar" stacked whole at=${at} series=${errors} unit=${number} axis=${compact} interval=${interval} height=${220} onPick=${toCalls} /><//>
		<${Card} title="Failovers" subtitle="Failed attempts, and calls that another deployment answered" class="span-all"><${TimeChart} label="Failovers" kind="bar" whole at=${at} series=${failovers} unit=${number} axis=${compact} interval=${interval} height=${200} /><//>
	<//>`;
}

function Success({ row }) {
	const rate = attemptSuccess(row);
	return rate === null ? '–' : html`<${Badge} tone=${rate >= 0.99 ? 'ok' : rate >= 0.95 ? 'warn' : 'bad'}>${percent(rate, 2)}<//>`;
}

const time = (label, hint, of) => ({ key: label, label, hint, numeric: true, value: row => of(row) ?? null, render: row => duration(of(row)) });

function columnsOf(label) {
	return [
		{ key: 'name', label, value: row => row.name, render: row => html`<span class="name-cell"><span class="truncate" title=${row.name}>${row.key === '' ? html`<span class="muted">No model called</span>` : row.name}</span></span>` },
		{ key: 'calls', label: 'Calls', numeric: true, render: row => number(row.calls) },
		{ key: 'success', label: 'Success', numeric: true, hint: 'Attempts that succeeded, out of all attempts', value: attemptSuccess, render: row => html`<${Success} row=${row} />` },
		time('p50', 'Median', row => row.latencyMs?.p50), time('p95', '95% of the answers took at most this long', row => row.latencyMs?.p95), time('p99', '99% of the answers took at most this long', row => row.latencyMs?.p99),
		time('First token', 'Median time until the first content', row => row.firstTokenMs?.p50),
		{ key: 'attempts', label: 'Attempts', numeric: true, render: row => number(row.attempts) },
		{ key: 'failedAttempts', label: 'Failed attempts', numeric: true, value: row => row.attempts ? row.failedAttempts / row.attempts : null, hint: 'Sorted by their share',
			render: row => html`${number(row.failedAttempts)}<span class="sub">${percent(row.attempts ? row.failedAttempts / row.attempts : null)}</span>` },
		{ key: 'failovers', label: 'Failovers', numeric: true, hint: 'Calls answered after another deployment had failed', render: row => number(row.failovers) }
	];
}

export default function Performance({ params, navigate }) {
	const { zone } = usePrefs();
	const [period] = usePeriod(params, zone, '7d');
	const dimension = DIMENSIONS.find(one => one.value === params.by) ?? DIMENSIONS[0];
	const choices = intervalsFor(period);
	const interval = choices.some(one => one.value === params.interval) ? params.interval : period.preset === '7d' ? 'hour' : period.interval;
	const which = params.until === 'firstTokenMs' ? 'firstTokenMs' : 'latencyMs';
	const { now, before } = useUsage(period, zone, { interval, team: params.team });
	const rows = useGet('/api/usage', { by: dimension.value, team: params.team, from: period.from, to: period.to, zone });
	const teams = useGet('/api/teams');
	const set = next => navigate('performance', { ...params, ...next });
	const columns = useMemo(() => columnsOf(dimension.label), [dimension]);
	const toCalls = row => {
		const [provider, ...model] = dimension.value === 'deployment' ? row.key.split('/') : [];
		navigate('calls', { ...period.params, period: period.preset, teamId: params.team, ...(dimension.filter ? { [dimension.filter]: row.key } : { provider, model: model.join('/') }) });
	};
	return html`<${PageHeader} title="Performance" subtitle=${period.label} actions=${html`
			<${Select} label="Team" value=${params.team ?? ''} options=${[{ value: '', label: 'All teams' }, ...(teams.data?.data ?? []).map(team => ({ value: team.id, label: team.name }))]} onChange=${team => set({ team })} />
			<${Select} label="Interval" value=${interval} options=${choices} onChange=${value => set({ interval: value })} />
			<${PeriodPicker} period=${period} params=${params} onChange=${set} />`} />
		<${Loaded} of=${now} skeleton=${html`<div class="stack"><${Skeleton} height=${106} /><${Skeleton} height=${360} /></div>`}>${usage => usage.total.calls === 0
			? html`<${Card}><${Empty} title="No calls in this period" icon="performance">Choose a longer period, or another team.<//><//>`
			: html`<${Figures} usage=${usage} before=${before.data} period=${period} />
				<div class="block"><${Charts} usage=${usage} period=${period} interval=${interval} zone=${zone} which=${which} onWhich=${until => set({ until: until === 'latencyMs' ? undefined : until })} navigate=${navigate} /></div>
				<${Card} flush title=${`By ${dimension.label.toLowerCase()}`} subtitle="Select a row to see its calls" actions=${html`<${Segments} label="By" value=${dimension.value} options=${DIMENSIONS} onChange=${by => set({ by })} />`}>
					<${Loaded} of=${rows}>${({ data }) => html`<${Table} key=${dimension.value} caption=${`Performance by ${dimension.label.toLowerCase()}`} columns=${columns} rows=${data} sort=${{ key: 'calls', descending: true }} limit=${12} onRow=${toCalls}
						rowLabel=${row => `${row.name || 'No model called'}, ${percent(attemptSuccess(row), 2)} of attempts succeeded: show its calls`} />`}<//><//>`}<//>`;
}
