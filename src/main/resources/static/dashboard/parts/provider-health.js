/* How the providers stand: a row each, with the worst breaker of its deployments; ProviderHealth({ deployments }) */
import { html } from '../html.js';
import { Badge, Breaker, Disclosure, Table } from '../components.js';
import { duration, percent, plural, relative } from '../format.js';

const WORSE = { closed: 0, half_open: 1, open: 2 };

function mean(values) {
	const known = values.filter(value => value !== null && value !== undefined);
	return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

export function byProvider(deployments) {
	const groups = new Map();
	for (const one of deployments) {
		groups.set(one.provider, [...(groups.get(one.provider) ?? []), one]);
	}
	return [...groups].map(([provider, all]) => {
		const seen = all.filter(one => one.live);
		const worst = all.reduce((found, one) => WORSE[one.breaker] > WORSE[found] ? one.breaker : found, 'closed');
		return {
			provider, deployments: all, seen: seen.length, 
			breaker: worst, troubled: all.filter(one => one.breaker !== 'closed'),
			cooledUntil: all.map(one => one.cooledUntil).filter(until => until && new Date(until) > new Date()).sort().pop() ?? null,
			success: seen.length ? Math.min(...seen.map(one => one.live.successRate)) : null,
			latencyMs: mean(seen.map(one => one.live.latencyMs)), firstTokenMs: mean(seen.map(one => one.live.firstTokenMs))
		};
	}).sort((a, b) => WORSE[b.breaker] - WORSE[a.breaker] || b.seen - a.seen || a.provider.localeCompare(b.provider));
}

function Standing({ row }) {
	if (row.cooledUntil) {
		return html`<${Badge} tone="warn" dot title="Its provider asked to wait before the next call">cooling, ${relative(row.cooledUntil)}<//>`;
	}
	if (row.breaker === 'closed') {
		return row.seen ? html`<${Badge} tone="ok" dot>healthy<//>` : html`<${Badge} dot>idle<//>`;
	}
	return html`<${Breaker} state=${row.breaker} />`;
}

const COLUMNS = [
	{ key: 'provider', label: 'Provider', render: row => html`${row.provider}<span class="sub">${plural(row.deployments.length, 'model')}</span>` },
	{ key: 'breaker', label: 'State', value: row => WORSE[row.breaker], render: row => html`<${Standing} row=${row} />` },
	{ key: 'success', label: 'Success', numeric: true, hint: 'Of its least reliable deployment, recently', render: row => percent(row.success) },
	{ key: 'latencyMs', label: 'Latency', numeric: true, hint: 'Mean of complete answers, recently', render: row => duration(row.latencyMs) },
	{ key: 'firstTokenMs', label: 'First token', numeric: true, render: row => duration(row.firstTokenMs) }
];

export function ProviderHealth({ deployments }) {
	const rows = byProvider(deployments);
	const troubled = deployments.filter(one => one.breaker !== 'closed');
	return html`<${Table} caption="Provider health" columns=${COLUMNS} rows=${rows} rowKey=${row => row.provider} limit=${8} dense />
		${troubled.length > 0 && html`<div class="under-table"><${Disclosure} summary=${`Open circuit breakers (${troubled.length})`} open>
			<ul class="plain-list troubled">${troubled.map(one => html`<li key=${one.id}><span class="mono truncate">${one.id}</span><${Breaker} state=${one.breaker} /></li>`)}</ul><//></div>`}`;
}
