/*
 * Exports: tables of the ledger, whose queries stand in routes, as files for spreadsheets.
 *
 * Exports()                                             a card with all exports; for admins and auditors
 */
import { html, useState } from '../html.js';
import { url, useGet } from '../api.js';
import { Card, Empty, LinkButton, Loaded, Select, Table } from '../components.js';

const MONTHS = 12;

/** The month that began so many months ago, by UTC, as the exports count. */
function month(back) {
	const now = new Date();
	const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
	const end = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back + 1, 1));
	return { from: start.toISOString().slice(0, 10), to: end.toISOString().slice(0, 10), value: start.toISOString().slice(0, 7), label: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(start) };
}

export function Exports() {
	const exports = useGet('/api/exports');
	const months = Array.from({ length: MONTHS }, (_, back) => month(back));
	const [chosen, choose] = useState(months[0].value);
	const { from, to } = months.find(one => one.value === chosen);
	const columns = [
		{ key: 'name', label: 'Export' },
		{ key: 'description', label: 'Contents', wide: true, sortable: false },
		{ key: 'get', label: '', numeric: true, sortable: false, render: one => html`<span class="row-actions">${['csv', 'json'].map(format => html`
			<${LinkButton} small kind="ghost" icon="download" href=${url(`/api/exports/${encodeURIComponent(one.name)}`, { from, to, format })} download=${`${one.name}-${from}-to-${to}.${format}`}>${format.toUpperCase()}<//>`)}</span>` }
	];
	return html`<div class="above-line"><${Card} title="Exports" subtitle="Exact tables of the ledger for one month (UTC)" flush
		actions=${html`<${Select} label="Month" value=${chosen} onChange=${choose} options=${months.map(one => ({ value: one.value, label: one.label }))} />`}>
		<${Loaded} of=${exports}>${({ data }) => html`<${Table} caption="Exports" columns=${columns} rows=${data} rowKey=${one => one.name} empty=${html`<${Empty} icon="reports" title="No exports" />`} />`}<//>
	<//></div>`;
}
