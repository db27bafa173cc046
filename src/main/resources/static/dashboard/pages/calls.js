// Calls: searched, filtered and paged, all of it in the address; and one call whole.
import { html, useMemo, useState } from '../html.js';
import { url, useGet } from '../api.js';
import { Button, Card, Empty, LinkButton, Loaded, Note, PageHeader, PeriodPicker, Skeleton, Table } from '../components.js';
import { date, dateTime, duration, money, number, plural, relative, time, toNumber } from '../format.js';
import { useLive } from '../live.js';
import { usePeriod } from '../period.js';
import { usePrefs } from '../prefs.js';
import { link, navigate } from '../router.js';
import { OutcomeBadge, outcomeLabel, tokensOf } from '../parts/call-words.js';
import { CallFilters, FILTERS } from '../parts/call-filters.js';
import { OneCall } from '../parts/one-call.js';

const PAGE = 50;

/** By which columns the API sorts, always the highest first. */
const SORTS = { at: undefined, costUsd: 'cost', totalMs: 'time' };
const sortOf = params => Object.keys(SORTS).find(key => SORTS[key] === params.sort) ?? 'at';
const CAPTIONS = { at: 'Calls, newest first', costUsd: 'Calls, most expensive first', totalMs: 'Calls, slowest first' };

function Model({ call }) {
	if (!call.model) {
		return html`<span class="muted">${call.modelRequested ?? '–'}</span>`;
	}
	return html`<span class="two-lines"><span>${call.model}</span>
		<span class="muted">${call.provider}${call.modelRequested && call.modelRequested !== call.model && ` · requested ${call.modelRequested}`}</span></span>`;
}

const COLUMNS = [
	{ key: 'at', label: 'When', render: call => html`<a href=${link('calls', { id: call.id })} class="two-lines" title=${dateTime(call.at)}><span>${time(call.at)}</span>${date(call.at) !== date(Date.now()) && html`<span class="muted">${date(call.at)}</span>`}</a>` },
	{ key: 'team', label: 'Team', sortable: false, render: call => html`<span class="two-lines"><span>${call.team ?? '–'}</span><span class="muted">${call.feature ?? ''}</span></span>` },
	{ key: 'model', label: 'Model', sortable: false, render: call => html`<${Model} call=${call} />` },
	{ key: 'outcome', label: 'Outcome', sortable: false, render: call => html`<span class="two-lines"><${OutcomeBadge} value=${call.outcome} code=${call.errorCode} />${call.errorCode && html`<span class="muted">${call.errorCode}</span>`}</span>` },
	{ key: 'attempts', label: 'Attempts', numeric: true, sortable: false, hint: 'Attempts at providers', render: call => call.attempts > 1 ? html`<strong>${call.attempts}</strong>` : number(call.attempts) },
	{ key: 'tokens', label: 'Tokens', numeric: true, sortable: false, render: call => number(tokensOf(call.usage)) },
	{ key: 'costUsd', label: 'Cost', numeric: true, hint: 'With the saving compared with the policy’s baseline', render: call => html`<span class="two-lines end"><span>${call.costUsd === null ? html`<span title="The price is unknown">unknown</span>` : money(call.costUsd)}</span>
		${call.savedUsd !== null && toNumber(call.savedUsd) !== 0 && html`<span class="muted">${toNumber(call.savedUsd) > 0 ? 'saved ' : ''}${money(call.savedUsd)}</span>`}</span>` },
	{ key: 'totalMs', label: 'Time', numeric: true, hint: 'Total, and to the first token', render: call => html`<span class="two-lines end"><span>${duration(call.totalMs)}</span>${call.firstTokenMs !== null && html`<span class="muted">${`first ${duration(call.firstTokenMs)}`}</span>`}</span>` }
];

/** How many of the calls that were seen live belong above this page; filters that a pulse does not contain are ignored. */
function newer(live, filters, newest) {
	return live.filter(call => call.at > newest
		&& ['team', 'model', 'provider', 'outcome'].every(name => !filters[name] || call[name] === filters[name])
		&& (!filters.status || String(call.status) === filters.status)).length;
}

function NewCalls({ filters, newest, onShow }) {
	const { calls } = useLive();
	const count = newer(calls, filters, newest);
	return count > 0 && html`<button type="button" class="new-calls" onClick=${onShow}>
		<span class="live-dot" aria-hidden="true"></span>${count >= 50 ? '50 or more new calls' : `${number(count)} new ${count === 1 ? 'call' : 'calls'}`} – show</button>`;
}

function Page({ page, params, onNewer, onSort }) {
	const sort = sortOf(params);
	const newestFirst = sort === 'at';
	const first = !params.before;
	const [since] = useState(() => new Date().toISOString());
	const newest = page.data[0]?.at ?? since;
	const { before, ...filters } = params;
	return html`<div>
		${first && newestFirst && html`<${NewCalls} filters=${params} newest=${newest} onShow=${onNewer} />`}
		<${Table} caption=${CAPTIONS[sort]} class="stacks" sort=${{ key: sort, descending: true }} onSort=${onSort} columns=${COLUMNS} rows=${page.data} rowKey=${call => call.id} dense
			onRow=${call => navigate('calls', { id: call.id })} rowLabel=${call => `Call of ${call.team ?? 'no team'} at ${time(call.at)}, ${outcomeLabel(call.outcome)}`}
			empty=${html`<${Empty} icon="calls" title=${page.next ? 'Nothing found so far' : 'No calls found'}>
				<p>${page.next ? 'Continue the search further back.' : 'Remove a filter, or choose a longer period.'}</p><//>`} />
		${page.searchedTo && !newestFirst && html`<${Note}><p>The newest matching calls are sorted, back to ${dateTime(page.searchedTo)}. Choose a period or a filter to sort others.</p><//>`}
		${page.searchedTo && page.next && html`<${Note}><p>Searched back to ${dateTime(page.searchedTo)} (${relative(page.searchedTo)}). There may be older matches.</p><//>`}
		<nav class="pager" aria-label="Pages of calls">
			${!first && html`<${LinkButton} href=${link('calls', filters)} icon="up">Newest<//>`}
			<span class="muted">${page.data.length > 0 && (newestFirst ? `${plural(page.data.length, 'call')}, ${time(page.data.at(-1).at)} to ${time(page.data[0].at)}` : `The first ${plural(page.data.length, 'call')}`)}</span>
			${page.next && html`<${LinkButton} href=${link('calls', { ...filters, before: page.next })} icon="down">${page.data.length < PAGE ? 'Search further back' : 'Older calls'}<//>`}
		</nav>
	</div>`;
}

function List({ params }) {
	const { zone } = usePrefs();
	const [period, refresh] = usePeriod(params, zone);
	const filters = useMemo(() => Object.fromEntries(FILTERS.map(filter => [filter.name, params[filter.name]]).filter(([, value]) => value)), [params]);
	const query = { ...filters, from: period.from, to: params.period ? period.to : undefined };
	// Until a period is chosen the list is open at both ends: the newest calls, however old they are.
	const asked = params.period ? query : filters;
	const page = useGet('/api/calls', { ...asked, limit: PAGE, before: params.before, sort: params.sort });
	const change = (next, options) => navigate('calls', { ...params, before: undefined, ...next }, options);
	const newest = () => {
		refresh();
		page.reload();
	};
	return html`<div>
		<${PageHeader} title="Calls" subtitle="All calls with outcome, duration and cost" actions=${[
			html`<${Button} icon="refresh" label="Refresh" onClick=${newest} />`,
			html`<${LinkButton} href=${url('/api/calls', { ...asked, zone, format: 'csv' })} icon="download" download>CSV<//>`]} />
		<${CallFilters} params=${params} onChange=${change}
			period=${params.period ? html`<${PeriodPicker} period=${period} params=${params} compare=${false} onChange=${change} />
				<${Button} small kind="ghost" onClick=${() => change({ period: undefined, from: undefined, to: undefined })}>Any time<//>`
				: html`<${Button} small icon="clock" onClick=${() => change({ period: '24h' })}>Any time<//>`} />
		<${Card} flush>
			<${Loaded} of=${page} skeleton=${html`<${Skeleton} height=${480} />`}>${data => html`<${Page} page=${data} params=${params} onNewer=${newest} onSort=${key => change({ sort: SORTS[key] })} />`}<//>
		<//>
	</div>`;
}

export default function Calls({ params }) {
	return params.id ? html`<${OneCall} id=${params.id} />` : html`<${List} params=${params} />`;
}
