// The governance report of a period: use, data, rules, changes and records, on one page and as files.
import { html } from '../html.js';
import { url, useGet } from '../api.js';
import { Badge, Card, Empty, LinkButton, Loaded, PeriodPicker, Select, Skeleton, Stat, Table } from '../components.js';
import { compact, date, dateTime, money, number, percent, plural } from '../format.js';
import { usePeriod } from '../period.js';
import { usePrefs } from '../prefs.js';
import { link } from '../router.js';
import { DIRECTIONS, GuardAction } from '../parts/call-words.js';

const BREACHES = { rights: 'Rights', limits: 'Limits', budget: 'Budgets', content: 'Content', key: 'Keys', request: 'Requests' };

function None({ children }) {
	return html`<${Empty} icon="check" title=${children} />`;
}

const TEAM_COLUMNS = [
	{ key: 'name', label: 'Team', render: team => html`<a href=${link('calls', { team: team.name })}>${team.name}</a>` },
	{ key: 'calls', label: 'Calls', numeric: true, render: team => number(team.calls) },
	{ key: 'costUsd', label: 'Cost', numeric: true, value: team => Number(team.costUsd), render: team => money(team.costUsd) },
	{ key: 'models', label: 'Models, most calls first', sortable: false, wide: true, render: team => html`<span class="clamp" title=${team.models.map(model => model.deployment).join(', ')}>${team.models.map(model => model.deployment).join(', ')}</span>` }
];
const REGION_COLUMNS = [
	{ key: 'region', label: 'Region', render: region => region.region ?? html`<span class="muted">unknown</span>` },
	{ key: 'calls', label: 'Calls', numeric: true, render: region => number(region.calls) },
	{ key: 'costUsd', label: 'Cost', numeric: true, value: region => Number(region.costUsd), render: region => money(region.costUsd) },
	{ key: 'deployments', label: 'Deployments', sortable: false, wide: true, render: region => html`<span class="clamp" title=${region.deployments.join(', ')}>${region.deployments.join(', ')}</span>` }
];
const DATA_COLUMNS = [
	{ key: 'finding', label: 'Kind of data' }, { key: 'calls', label: 'Calls', numeric: true, render: row => number(row.calls) }, { key: 'findings', label: 'Count', numeric: true, render: row => number(row.findings) }
];
const GUARD_COLUMNS = [
	{ key: 'guard', label: 'Guardrail' }, { key: 'finding', label: 'Found', render: row => html`${row.finding} <span class="muted">${DIRECTIONS[row.direction] ?? row.direction}</span>` },
	{ key: 'action', label: 'Action', render: row => html`<${GuardAction} value=${row.action} />` }, { key: 'calls', label: 'Calls', numeric: true, render: row => number(row.calls) }, { key: 'findings', label: 'Count', numeric: true, render: row => number(row.findings) }
];
const BREACH_COLUMNS = [
	{ key: 'rule', label: 'Rule', render: row => html`<code>${row.rule}</code>` }, { key: 'kind', label: 'Category', render: row => BREACHES[row.kind] ?? row.kind }, { key: 'calls', label: 'Calls refused', numeric: true, render: row => number(row.calls) }
];
const CHANGE_COLUMNS = [
	{ key: 'actor', label: 'Actor', render: row => html`<a href=${link('governance', { tab: 'audit', actor: row.actor })}>${row.actor}</a>` }, { key: 'action', label: 'Action', render: row => `${row.action} ${row.kind}` }, { key: 'events', label: 'Count', numeric: true, render: row => number(row.events) }
];
const KEY_COLUMNS = [
	{ key: 'name', label: 'Key', render: row => html`<a href=${link('calls', { key: row.id })}>${row.name}</a>` }, { key: 'calls', label: 'Calls', numeric: true, render: row => number(row.calls) }, { key: 'costUsd', label: 'Cost', numeric: true, value: row => Number(row.costUsd), render: row => money(row.costUsd) }
];

const combined = (...names) => row => names.map(name => row[name]).join(' ');

function Verified({ verification }) {
	if (!verification) {
		return html`<${Stat} label="Records" value="–" detail="Not verified yet, or not visible to you" />`;
	}
	return html`<${Stat} label="Records" value=${html`<${Badge} tone=${verification.valid ? 'ok' : 'bad'} dot>${verification.valid ? 'verified' : 'tampered'}<//>`} detail=${`${plural(verification.records, 'record')}, ${dateTime(verification.at)}`} />`;
}

function Kept({ kept }) {
	return html`<${Card} title="Retention and erasure"><dl class="facts">
		<div><dt>Calls are kept</dt><dd>${kept.standardDays ? `for ${plural(kept.standardDays, 'day')}, unless a team has its own rule` : 'forever, unless a team has its own rule'}</dd></div>
		<div><dt>Teams with limited retention</dt><dd>${`${number(kept.teamsWithEnd)} of ${number(kept.teams)}`}</dd></div>
		<div><dt>Removed after retention</dt><dd>${plural(kept.removedCalls, 'call')}</dd></div>
		<div><dt>People erased</dt><dd>${`${number(kept.erasures)}, from ${plural(kept.erasedCalls, 'call')}`}</dd></div>
		<div><dt>Data exports of people</dt><dd>${plural(kept.exports, 'time')}</dd></div>
	</dl><//>`;
}

function Report({ report }) {
	const { usage, administration } = report;
	const table = (title, columns, rows, key, empty, more) => html`<${Card} title=${title} flush ...${more}><${Table} caption=${title} dense limit=${8} columns=${columns} rows=${rows} rowKey=${key} empty=${html`<${None}>${empty}<//>`} /><//>`;
	return html`<div class="stack">
		<div class="stats">
			<${Stat} label="Calls" value=${compact(usage.calls)} detail=${usage.calls > 0 && `${percent(usage.ok / usage.calls)} answered`} />
			<${Stat} label="Refused" value=${compact(usage.refused)} detail=${`${number(usage.failed)} failed`} />
			<${Stat} label="Cost" value=${money(usage.costUsd)} detail=${`${compact(usage.tokens)} tokens`} />
			<${Stat} label="End users" value=${usage.endUsers === null || usage.endUsers === undefined ? 'too many to count' : compact(usage.endUsers)} detail=${`named in ${plural(usage.endUserCalls, 'call')}`} />
			<${Verified} verification=${report.verification} />
		</div>
		${table('Models used by team', TEAM_COLUMNS, report.teams, team => team.id ?? team.name, 'No calls in this period')}
		<div class="two-columns">
			${table('Regions where data was processed', REGION_COLUMNS, report.regions, region => region.region ?? '', 'No calls in this period')}
			${table('Refused calls by rule', BREACH_COLUMNS, report.breaches, combined('rule', 'kind'), 'No calls were refused')}
			${table('Sensitive data found by guardrails', DATA_COLUMNS, report.dataClasses, row => row.finding, 'None found')}
			${table('Actions of guardrails', GUARD_COLUMNS, report.guardEvents, combined('guard', 'finding', 'direction', 'action', 'mode'), 'No actions')}
			${table('Administrative changes', CHANGE_COLUMNS, administration.changes, combined('actor', 'kind', 'action'), 'No changes', { subtitle: `${plural(administration.signIns, 'sign-in')} by ${plural(administration.signedIn, 'person', 'people')}` })}
			${table('Keys with the most calls', KEY_COLUMNS, report.keys, key => key.id, 'No calls in this period')}
		</div>
		<${Kept} kept=${report.retention} />
		<p class="muted">${`Created ${dateTime(report.madeAt)}.`}${report.omitted.teams + report.omitted.keys > 0 && ` ${plural(report.omitted.teams, 'team')} and ${plural(report.omitted.keys, 'key')} with calls are not listed.`}</p>
	</div>`;
}

function Archive() {
	const months = useGet('/api/compliance/reports');
	return months.data?.data.length > 0 && html`<div class="above-line"><${Card} title="Stored monthly reports" subtitle="Created after each month and never changed" flush>
		<${Table} caption="Stored monthly reports" dense limit=${12} rows=${months.data.data} rowKey=${entry => entry.id} columns=${[
			{ key: 'from', label: 'Month', render: entry => new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(entry.from)) },
			{ key: 'madeAt', label: 'Created', render: entry => date(entry.madeAt) },
			{ key: 'sha256', label: 'SHA-256', sortable: false, wide: true, render: entry => html`<code class="id">${entry.sha256}</code>` },
			{ key: 'get', label: '', numeric: true, sortable: false, render: entry => html`<${LinkButton} small kind="ghost" icon="download" href=${`/api/compliance/reports/${encodeURIComponent(entry.id)}`} download=${`governance-${entry.from.slice(0, 7)}.json`}>JSON<//>` }
		]} /><//></div>`;
}

export function GovernanceReport({ params, navigate, may }) {
	const { zone } = usePrefs();
	const [period] = usePeriod(params, zone);
	const teams = useGet('/api/teams');
	const asked = { from: period.from, to: period.to, team: params.team };
	const report = useGet('/api/compliance/report', { ...asked, format: 'json' });
	const change = next => navigate('compliance', { ...params, ...next }, { replace: true });
	const file = (format, label, more) => html`<${LinkButton} small icon=${format === 'html' ? 'external' : 'download'} href=${url('/api/compliance/report', { ...asked, format })} ...${more}>${label}<//>`;
	return html`<div>
		<div class="filters">
			<${PeriodPicker} period=${period} params=${params} compare=${false} onChange=${change} />
			<${Select} label="Team" value=${params.team ?? ''} options=${[{ value: '', label: may.seesAll ? 'All teams' : 'All your teams' }, ...(teams.data?.data ?? []).map(team => ({ value: team.id, label: team.name }))]} onChange=${team => change({ team })} />
			<span class="prompt-gap"></span>
			${file('html', 'Open for printing', { target: '_blank', rel: 'noopener' })}${file('csv', 'CSV', { download: true })}${file('json', 'JSON', { download: `governance-${period.from.slice(0, 10)}-to-${period.to.slice(0, 10)}.json` })}
		</div>
		<${Loaded} of=${report} skeleton=${html`<${Skeleton} height=${560} />`}>${data => html`<${Report} report=${data} />`}<//>
		${may.seesAll && html`<${Archive} />`}
	</div>`;
}
