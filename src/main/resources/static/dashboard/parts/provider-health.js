/* Provider health: a row each, with how many of its deployments are paused; ProviderHealth({ deployments }) */
import { html } from '../html.js';
import { Badge, Breaker, Disclosure, Table } from '../components.js';
import { duration, percent, plural, relative } from '../format.js';

/** Observed deployments count alike: how many calls each had is not known here. */
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
		return {
			provider, deployments: all, seen: seen.length, paused: all.filter(one => one.breaker !== 'closed').length,
			cooledUntil: all.map(one => one.cooledUntil).filter(until => until && new Date(until) > new Date()).sort().pop() ?? null,
			success: mean(seen.map(one => one.live.successRate)),
			latencyMs: mean(seen.map(one => one.live.latencyMs)), firstTokenMs: mean(seen.map(one => one.live.firstTokenMs))
		};
	}).sort((a, b) => b.paused / b.deployments.length - a.paused / a.deployments.length || b.seen - a.seen || a.provider.localeCompare(b.provider));
}

function Standing({ row }) {
	if (row.cooledUntil) {
		return html`<${Badge} tone="warn" dot title="Its provider asked to wait before the next call">paused, resumes ${relative(row.cooledUntil)}<//>`;
	}
	if (row.paused === row.deployments.length) {
		return html`<${Breaker} state="open" />`;
	}
	return row.paused > 0 ? html`<${Badge} tone="warn" dot title="No calls are sent to paused deployments; the others are healthy">${`${row.paused} of ${row.deployments.length} paused`}<//>`
		: html`<${Badge} tone="ok" dot>healthy<//>`;
}

const COLUMNS = [
	{ key: 'provider', label: 'Provider', render: row => html`${row.provider}<span class="sub">${plural(row.deployments.length, 'model')}</span>` },
	{ key: 'breaker', label: 'State', value: row => row.paused / row.deployments.length, render: row => html`<${Standing} row=${row} />` },
	{ key: 'success', label: 'Success', numeric: true, hint: 'Mean of its deployments, recently; a cautious estimate with few calls', render: row => percent(row.success) },
	{ key: 'latencyMs', label: 'Latency', numeric: true, hint: 'Mean of complete answers, recently', render: row => duration(row.latencyMs) },
	{ key: 'firstTokenMs', label: 'First token', numeric: true, render: row => duration(row.firstTokenMs) }
];

export function ProviderHealth({ deployments }) {
	const rows = byProvider(deployments);
	const troubled = deployments.filter(one => one.breaker !== 'closed');
	return html`<${Table} caption="Provider health" columns=${COLUMNS} rows=${rows} rowKey=${row => row.provider} limit=${8} dense />
		${troubled.length > 0 && html`<div class="under-table"><${Disclosure} summary=${`Paused deployments (${troubled.length})`} open>
			<ul class="plain-list troubled">${troubled.map(one => html`<li key=${one.id}><span class="mono truncate">${one.id}</span><${Breaker} state=${one.breaker} /></li>`)}</ul><//></div>`}`;
}
