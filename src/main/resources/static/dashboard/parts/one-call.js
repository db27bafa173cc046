// One call: what it was, what it cost and saved, what happened when, and why that deployment.
import { html } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Card, Empty, LinkButton, Loaded, PageHeader, Skeleton, Stat, Table, CopyButton } from '../components.js';
import { dateTime, duration, money, moneyExact, moneySigned, number, percent, plural, toNumber } from '../format.js';
import { link } from '../router.js';
import { cacheInWords, DIRECTIONS, GuardAction, outcomeInWords, OutcomeBadge, priceInWords, tokenClasses, tokensOf } from './call-words.js';
import { Decision } from './decision.js';
import { Timeline } from './timeline.js';

function Fact({ label, children }) {
	return children !== null && children !== undefined && children !== '' && html`<div><dt>${label}</dt><dd>${children}</dd></div>`;
}

const search = (name, value) => value && html`<a href=${link('calls', { [name]: value })} title="Show calls with the same value">${value}</a>`;

function Tags({ tags }) {
	const words = (tags ?? '').split(',').map(tag => tag.trim()).filter(Boolean);
	return words.length > 0 && html`<span class="tag-list">${words.map(tag => html`<a key=${tag} class="tag" href=${link('calls', { tag })}>${tag}</a>`)}</span>`;
}

function Facts({ call }) {
	return html`<${Card} title="Details"><dl class="facts">
		<${Fact} label="When">${dateTime(call.at)}<//>
		<${Fact} label="Team">${search('team', call.team)}<//>
		<${Fact} label="Operation">${search('operation', call.operation)}<//>
		<${Fact} label="Requested">${call.modelRequested}<//>
		<${Fact} label="Answered by">${call.deployment && html`<span>${call.deployment} ${call.simulated && html`<${Badge} tone="info">simulated<//>`}</span>`}<//>
		<${Fact} label="Policy">${search('policy', call.policy)}<//>
		<${Fact} label="Feature">${search('feature', call.feature)}<//>
		<${Fact} label="Tags">${html`<${Tags} tags=${call.tags} />`}<//>
		<${Fact} label="Session">${search('session', call.session)}<//>
		<${Fact} label="End user">${search('endUser', call.endUser)}<//>
		<${Fact} label="Answer">${call.stream ? 'streamed' : 'not streamed'}<//>
		<${Fact} label="Cache">${cacheInWords(call.cache)}<//>
		<${Fact} label="Status">${html`<span>${call.status}${call.errorCode && html` <code>${call.errorCode}</code>`}</span>`}<//>
		<${Fact} label="Id">${html`<span class="with-copy"><code class="id">${call.id}</code><${CopyButton} text=${call.id} /></span>`}<//>
	</dl><//>`;
}

function Tokens({ usage }) {
	const classes = tokenClasses(usage);
	const total = tokensOf(usage);
	const most = Math.max(1, ...classes.map(([, , count]) => count));
	return html`<${Card} title="Tokens" subtitle=${usage.estimated ? 'Estimated by Serai, because the provider reported no usage' : 'As reported by the provider'}>
		${classes.length === 0 ? html`<p class="muted">No tokens.</p>` : html`<ul class="bar-list">
			${classes.map(([name, label, count]) => html`<li key=${name}><span class="bar-label">${label}</span>
				<span class="bar-track"><span class=${`bar-fill token-${name.startsWith('output') || name.endsWith('Output') || name === 'reasoning' ? 'out' : 'in'}`} style=${{ width: `${100 * count / most}%` }}></span></span>
				<span class="num">${number(count)}</span></li>`)}
			<li class="bar-total"><span class="bar-label">Total</span><span></span><span class="num">${number(total)}</span></li>
			${usage.searches > 0 && html`<li><span class="bar-label">Searches</span><span></span><span class="num">${number(usage.searches)}</span></li>`}
		</ul>`}
	<//>`;
}

function Money({ call }) {
	const cost = toNumber(call.costUsd);
	const baseline = toNumber(call.baselineUsd);
	const most = Math.max(cost, baseline, Number.MIN_VALUE);
	const compared = call.baselineUsd !== null;
	return html`<${Card} title="Cost" subtitle=${compared && call.decision?.baseline ? `Compared with the same tokens at ${call.decision.baseline}` : undefined}>
		<ul class="bar-list">
			<li><span class="bar-label">This call</span><span class="bar-track"><span class="bar-fill cost-own" style=${{ width: `${100 * cost / most}%` }}></span></span>
				<span class="num">${call.costUsd === null ? 'unknown' : moneyExact(call.costUsd)}</span></li>
			${compared && html`<li><span class="bar-label">Baseline</span><span class="bar-track"><span class="bar-fill cost-baseline" style=${{ width: `${100 * baseline / most}%` }}></span></span>
				<span class="num">${moneyExact(call.baselineUsd)}</span></li>
			<li class="bar-total"><span class="bar-label">${toNumber(call.savedUsd) < 0 ? 'Extra cost' : 'Saved'}</span><span class="muted">${baseline > 0 && percent(toNumber(call.savedUsd) / baseline)}</span>
				<span class="num">${moneyExact(call.savedUsd)}</span></li>`}
		</ul>
		<p class="card-sub">${priceInWords(call.priceStatus)}.${call.attempts.length > 1 && ' The cost is the sum of all attempts.'}</p>
	<//>`;
}

const GUARD_COLUMNS = [
	{ key: 'guard', label: 'Guardrail' },
	{ key: 'finding', label: 'Found' },
	{ key: 'count', label: 'Count', numeric: true, render: event => number(event.count) },
	{ key: 'direction', label: 'Where', render: event => DIRECTIONS[event.direction] ?? event.direction },
	{ key: 'action', label: 'Action', render: event => html`<${GuardAction} value=${event.action} />` }
];

function Guardrails({ events }) {
	return events?.length > 0 && html`<${Card} title="Guardrails" subtitle="Findings; the texts themselves are not stored" flush>
		<${Table} caption="Guardrail findings" columns=${GUARD_COLUMNS} rows=${events} rowKey=${event => `${event.guard} ${event.finding} ${event.direction} ${event.action}`} dense />
	<//>`;
}

function Whole({ call }) {
	return html`<div class="stack">
		<div class="stats">
			<${Stat} label="Outcome" value=${html`<${OutcomeBadge} value=${call.outcome} code=${call.errorCode} />`} detail=${outcomeInWords(call.outcome)} />
			<${Stat} label="Cost" value=${call.costUsd === null ? 'unknown' : money(call.costUsd)} detail=${call.savedUsd !== null && `${moneySigned(call.savedUsd)} saved`} />
			<${Stat} label="Total time" value=${duration(call.totalMs)} detail=${call.overheadMs !== null && `${duration(call.overheadMs)} added by Serai`} />
			<${Stat} label="First token" value=${duration(call.firstTokenMs)} detail=${plural(call.attempts.length, 'attempt')} />
		</div>
		<${Card} title="Timeline" subtitle="To scale"><${Timeline} call=${call} /><//>
		<div class="two-columns">
			<${Facts} call=${call} />
			<div class="stack"><${Money} call=${call} /><${Tokens} usage=${call.usage} /></div>
		</div>
		<${Guardrails} events=${call.guardEvents} />
		<${Card} title="Why this deployment" subtitle="The routing decision at the time of this call">
			${call.decision ? html`<${Decision} decision=${call.decision} attempts=${call.attempts} />`
				: html`<p class="muted">No routing decision was recorded for this call.</p>`}
		<//>
	</div>`;
}

export function OneCall({ id }) {
	const call = useGet(`/api/calls/${encodeURIComponent(id)}`);
	const unknown = call.error?.status === 404;
	return html`<div>
		<${PageHeader} title="Call details" subtitle=${call.data && `${call.data.team ?? 'No team'}, ${dateTime(call.data.at)}`}
			actions=${html`<${LinkButton} href=${link('calls')} icon="left">All calls<//>`} />
		${unknown ? html`<${Card}><${Empty} icon="calls" title="This call does not exist"><p>It may belong to a team that you cannot see. Calls appear within a second after they end.</p><//><//>`
			: html`<${Loaded} of=${call} skeleton=${html`<${Skeleton} height=${640} />`}>${data => html`<${Whole} call=${data} />`}<//>`}
	</div>`;
}
