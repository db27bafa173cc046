// The register: which providers and models are in use, what is declared of them, and for whom they are.
import { html } from '../html.js';
import { url, useGet } from '../api.js';
import { Badge, Card, Empty, LinkButton, Loaded, Skeleton, Table } from '../components.js';
import { compact, date, dateTime, number } from '../format.js';

const undeclared = html`<span class="muted">not declared</span>`;

/** Only web addresses are links; anything else that is declared is shown as the text that it is. */
function Address({ value }) {
	return /^https:\/\//.test(value) ? html`<a href=${value} target="_blank" rel="noopener noreferrer">list</a>` : value;
}

const declared = (name, show = value => value) => ({ value: provider => String(provider.dataProcessing?.[name] ?? ''), render: provider => provider.dataProcessing?.[name] === null || provider.dataProcessing?.[name] === undefined ? undeclared : show(provider.dataProcessing[name]) });

const PROVIDER_COLUMNS = [
	{ key: 'name', label: 'Provider', render: provider => html`<span class="two-lines"><span>${provider.name} ${provider.simulated && html`<${Badge} tone="info">simulated<//>`}</span><span class="muted">${provider.host}</span></span>` },
	{ key: 'region', label: 'Region', render: provider => provider.region ?? undeclared },
	{ key: 'agreement', label: 'Agreement', ...declared('agreement') },
	{ key: 'trainsOnData', label: 'Trains on data', ...declared('trainsOnData', value => html`<${Badge} tone=${value ? 'bad' : 'ok'}>${value ? 'yes' : 'no'}<//>`) },
	{ key: 'retentionDays', label: 'Data retention', ...declared('retentionDays', value => value === 0 ? 'none' : `${number(value)} days`) },
	{ key: 'transferMechanism', label: 'Transfer', ...declared('transferMechanism') },
	{ key: 'subprocessors', label: 'Subprocessors', ...declared('subprocessors', value => html`<${Address} value=${value} />`) },
	{ key: 'callsLast30Days', label: 'Calls, 30 days', numeric: true, render: provider => number(provider.callsLast30Days) }
];

function Ends({ at }) {
	if (!at) {
		return html`<span class="muted">–</span>`;
	}
	const over = new Date(at) <= new Date();
	return html`<${Badge} tone=${over ? 'bad' : 'warn'}>${over ? `ended ${date(at)}` : date(at)}<//>`;
}

const MODEL_COLUMNS = [
	{ key: 'name', label: 'Model', render: model => html`<span class="two-lines"><span>${model.name}</span>${model.aliases.length > 0 && html`<span class="muted">${model.aliases.join(', ')}</span>`}</span>` },
	{ key: 'deployments', label: 'Providers', value: model => model.deployments.length, render: model => html`<span title=${model.deployments.map(one => one.id).join(', ')}>${model.deployments.map(one => one.provider).join(', ')}</span>` },
	{ key: 'can', label: 'Capabilities', sortable: false, render: model => html`<span class="clamp muted can" title=${[...model.inputs, ...model.features].join(', ')}>${[...model.inputs.filter(kind => kind !== 'text'), ...model.features].map(word => word.replaceAll('-', ' ')).join(', ')}</span>` },
	{ key: 'policies', label: 'Policies', sortable: false, wide: true, render: model => html`<span class="clamp">${model.policies.join(', ')}</span>` },
	{ key: 'teams', label: 'Restricted teams', sortable: false, render: model => model.teams.length ? html`<span class="clamp">${model.teams.join(', ')}</span>` : html`<span class="muted">–</span>` },
	{ key: 'deprecatedAt', label: 'Deprecated', value: model => model.deprecatedAt ?? '9999', render: model => html`<${Ends} at=${model.deprecatedAt} />` },
	{ key: 'window', label: 'Window', numeric: true, render: model => compact(model.window) },
	{ key: 'callsLast30Days', label: 'Calls, 30 days', numeric: true, render: model => number(model.callsLast30Days) }
];

export function Register() {
	const register = useGet('/api/compliance/register');
	const csv = html`<${LinkButton} small icon="download" href=${url('/api/compliance/register', { format: 'csv' })} download>CSV<//>`;
	return html`<${Loaded} of=${register} skeleton=${html`<${Skeleton} height=${480} />`}>${data => html`<div class="stack">
		<p class="muted section-note">Declarations about providers come from <code>config/providers.yaml</code>. Serai shows them and cannot check them. As of ${dateTime(data.at)}.</p>
		<${Card} title="Providers" flush actions=${csv}><${Table} caption="Providers" class="register" columns=${PROVIDER_COLUMNS} rows=${data.providers} rowKey=${provider => provider.name} sort=${{ key: 'callsLast30Days', descending: true }} empty=${html`<${Empty} title="No provider" />`} /><//>
		<${Card} title="Models" subtitle="Teams without restrictions may use every model that their policies name" flush><${Table} caption="Models" class="register" dense limit=${20} columns=${MODEL_COLUMNS} rows=${data.models} rowKey=${model => model.name} sort=${{ key: 'callsLast30Days', descending: true }} empty=${html`<${Empty} title="No model" />`} /><//>
	</div>`}<//>`;
}
