// Routing: what there is to choose from, by which rules, what was chosen of late and why, and what would be.
import { classes, html, useMemo, useState } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Breaker, Card, Empty, Grid, Loaded, PageHeader, Segments, Skeleton, Table, Tabs } from '../components.js';
import { compact, date, dateTime, duration, money, number, percent, plural, relative, time } from '../format.js';
import { link } from '../router.js';
import { OutcomeBadge } from '../parts/call-words.js';
import { Decision, PartsBar } from '../parts/decision.js';
import { RouteForm } from '../parts/route-form.js';

const TABS = [{ id: 'policies', label: 'Policies' }, { id: 'deployments', label: 'Deployments' }, { id: 'decisions', label: 'Recent decisions' }, { id: 'try', label: 'Preview' }];

/** Configured times are round; nobody needs their zeros. */
const whole = ms => duration(ms).replace(' 0 s', '').replace(' 0 min', '').replace(/[.]0+ s$/, ' s');

const FACTORS = ['performance', 'cost', 'availability', 'capability'];

function Fact({ label, children }) {
	return html`<div><dt>${label}</dt><dd>${children}</dd></div>`;
}

function Policy({ policy }) {
	const parts = FACTORS.map(name => ({ name, value: policy.weights[name], text: percent(policy.weights[name], 0) }));
	return html`<${Card} title=${policy.name} subtitle=${policy.description} actions=${policy.standard && html`<${Badge} tone="info" title="Used for calls that name no policy">default<//>`}>
		<${PartsBar} parts=${parts} label=${`Weights: ${parts.map(part => `${part.name} ${part.text}`).join(', ')}`} />
		<ul class="weights">${parts.map(part => html`<li key=${part.name}><span class=${`swatch part-${part.name}`}></span>${part.name}<strong>${part.text}</strong></li>`)}</ul>
		<dl class="facts small">
			<${Fact} label="Models">${policy.candidates.join(', ') === '*' ? 'all models' : policy.candidates.join(', ')}<//>
			${policy.except.length > 0 && html`<${Fact} label="Except">${policy.except.join(', ')}<//>`}
			<${Fact} label="Minimum capability">${policy.minCapability > 0 ? policy.minCapability : 'none'}<//>
			<${Fact} label="Baseline">${policy.baseline.length ? policy.baseline.join(', otherwise ') : 'nothing'}<//>
			<${Fact} label="Attempts">${`up to ${plural(policy.attempts, 'deployment')} within ${whole(policy.deadlineMs)}`}${policy.firstTokenMs && `, ${whole(policy.firstTokenMs)} for a first token`}<//>
			<${Fact} label="Cache">${policy.cacheSeconds ? `for ${whole(policy.cacheSeconds * 1000)}` : 'off'}<//>
		</dl>
	<//>`;
}

function Policies({ policies }) {
	return html`<${Loaded} of=${policies} skeleton=${html`<${Skeleton} height=${320} />`}>${({ data }) => html`<div>
		<p class="muted section-note">A policy scores every deployment that can serve: each factor as a ratio to the best candidate, times its weight. Policies are defined in <code>config/policies.yaml</code>.</p>
		<${Grid} min=${340}>${data.map(policy => html`<${Policy} key=${policy.name} policy=${policy} />`)}<//></div>`}<//>`;
}

function price(deployment, name) {
	const value = deployment.prices[name];
	return value === undefined ? html`<span class="muted" title="Unknown">–</span>` : money(value);
}

const toNumber = value => value === undefined ? null : Number(value);

function State({ deployment }) {
	const cooling = deployment.cooledUntil && new Date(deployment.cooledUntil) > new Date();
	return html`<span class="row-badges"><${Breaker} state=${deployment.breaker} />
		${cooling && html`<${Badge} tone="warn" title=${`The provider’s rate limit is reached: no calls until ${dateTime(deployment.cooledUntil)}`}>paused, resumes ${relative(deployment.cooledUntil)}<//>`}</span>`;
}

const live = (name, show) => ({ value: one => one.live?.[name] ?? null, render: one => one.live?.[name] === null || one.live === null ? html`<span class="muted">–</span>` : show(one.live[name]) });

const DEPLOYMENT_COLUMNS = [
	{ key: 'id', label: 'Deployment', render: one => html`<span class="two-lines"><span>${one.model}</span><span class="muted">${one.provider}${one.region && `, ${one.region}`}${one.simulated && ', simulated'}</span></span>` },
	{ key: 'breaker', label: 'State', value: one => `${one.breaker === 'closed' ? 1 : 0}${one.cooledUntil ?? ''}`, render: one => html`<${State} deployment=${one} />` },
	{ key: 'successRate', label: 'Success', numeric: true, hint: 'Share of recent attempts that succeeded; a cautious estimate with few calls', ...live('successRate', value => percent(value)) },
	{ key: 'firstTokenMs', label: 'First token', numeric: true, ...live('firstTokenMs', duration) },
	{ key: 'latencyMs', label: 'Answer', numeric: true, hint: 'Mean time to a complete answer, and output speed in tokens per second', value: one => one.live?.latencyMs ?? null, render: one => one.live === null ? html`<span class="muted">–</span>`
		: html`<span class="two-lines end"><span>${duration(one.live.latencyMs)}</span>${one.live.tokensPerSecond !== null && html`<span class="muted">${number(one.live.tokensPerSecond)} tok/s</span>`}</span>` },
	{ key: 'input', label: '$ / M in', numeric: true, hint: 'US dollars per million input tokens', value: one => toNumber(one.prices.inputPerMillion), render: one => price(one, 'inputPerMillion') },
	{ key: 'output', label: '$ / M out', numeric: true, hint: 'US dollars per million output tokens', value: one => toNumber(one.prices.outputPerMillion), render: one => html`<span title=${one.priceFrom ? `Since ${date(one.priceFrom)}` : undefined}>${price(one, 'outputPerMillion')}</span>` },
	{ key: 'rating', label: 'Rating', numeric: true, hint: 'Capability rating from models.yaml', render: one => one.rating > 0 ? one.rating.toFixed(2) : html`<span class="muted">–</span>` },
	{ key: 'window', label: 'Window', numeric: true, hint: 'Maximum tokens of request and answer together', render: one => compact(one.window) },
	{ key: 'can', label: 'Capabilities', sortable: false, render: one => html`<span class="clamp muted can" title=${[...one.inputs, ...one.capabilities].join(', ')}>${[...one.inputs.filter(kind => kind !== 'text'), ...one.capabilities].map(word => word.replaceAll(/[-_]/g, ' ')).join(', ')}</span>` }
];

function Deployments({ deployments }) {
	const [which, setWhich] = useState('all');
	return html`<${Loaded} of=${deployments} skeleton=${html`<${Skeleton} height=${480} />`}>${({ data }) => {
		const troubled = data.filter(one => one.breaker !== 'closed' || (one.cooledUntil && new Date(one.cooledUntil) > new Date()));
		const observed = data.filter(one => one.live !== null);
		const shown = { all: data, used: observed, troubled }[which];
		return html`<${Card} title=${plural(data.length, 'deployment')} subtitle="State as observed by this node; recent calls count most" flush
			actions=${html`<${Segments} label="Which deployments" value=${which} onChange=${setWhich} options=${[{ value: 'all', label: 'All' }, { value: 'used', label: `In use ${observed.length}` }, { value: 'troubled', label: `Paused ${troubled.length}` }]} />`}>
			<${Table} caption="Deployments" class="stacks" dense limit=${20} columns=${DEPLOYMENT_COLUMNS} rows=${shown} sort=${{ key: 'successRate', descending: true }}
				empty=${html`<${Empty} icon="check" title=${which === 'troubled' ? 'No paused deployments' : 'No deployment was used recently'} />`} />
		<//>`;
	}}<//>`;
}

function OneDecision({ id }) {
	const call = useGet(`/api/calls/${encodeURIComponent(id)}`);
	return html`<${Loaded} of=${call}>${data => html`<div class="stack">
		<p class="muted">${data.team}, ${dateTime(data.at)}: requested ${data.modelRequested}. <a href=${link('calls', { id })}>Call details</a></p>
		${data.decision && html`<${Decision} key=${id} decision=${data.decision} attempts=${data.attempts} />`}</div>`}<//>`;
}

function Decisions({ params, navigate }) {
	const calls = useGet('/api/calls', { limit: 60 }, { every: 10000 });
	const decided = (calls.data?.data ?? []).filter(call => call.deployment || call.attempts > 0).slice(0, 20);
	const chosen = params.call ?? decided[0]?.id;
	return html`<${Loaded} of=${calls} skeleton=${html`<${Skeleton} height=${480} />`}>${() => decided.length === 0
		? html`<${Card}><${Empty} icon="routing" title="No decisions yet"><p>Each call is explained here as soon as it is made.</p><//><//>`
		: html`<div class="list-and-detail">
			<${Card} title="Recent decisions" flush><ul class="pick-list">${decided.map(call => html`<li key=${call.id}>
				<button type="button" class=${classes('pick', call.id === chosen && 'on')} aria-pressed=${String(call.id === chosen)} onClick=${() => navigate('routing', { tab: 'decisions', call: call.id }, { replace: true })}>
					<span class="two-lines"><span>${call.deployment ?? call.modelRequested}</span><span class="muted">${call.policy ?? 'no policy'}, ${call.team}</span></span>
					<span class="pick-end"><${OutcomeBadge} value=${call.outcome} code=${call.errorCode} /><span class="muted">${time(call.at)}</span></span>
				</button></li>`)}</ul><//>
			<${Card} title="Why">${chosen && html`<${OneDecision} key=${chosen} id=${chosen} />`}<//>
		</div>`}<//>`;
}

export default function Routing({ params, navigate }) {
	const tab = TABS.some(one => one.id === params.tab) ? params.tab : 'policies';
	const policies = useGet('/api/policies');
	const deployments = useGet('/api/deployments', undefined, { every: tab === 'deployments' ? 5000 : 0 });
	const names = useMemo(() => [
		...(policies.data?.data ?? []).map(policy => policy.name), ...new Set((deployments.data?.data ?? []).flatMap(one => [one.model, ...one.aliases])),
		...(deployments.data?.data ?? []).map(one => one.id)
	], [policies.data, deployments.data]);
	return html`<div>
		<${PageHeader} title="Routing" subtitle="How deployments are chosen" />
		<${Tabs} label="Parts of routing" tabs=${TABS} value=${tab} onChange=${next => navigate('routing', { tab: next })} />
		<div role="tabpanel" class="tab-panel" aria-label=${TABS.find(one => one.id === tab).label}>
			${tab === 'policies' && html`<${Policies} policies=${policies} />`}
			${tab === 'deployments' && html`<${Deployments} deployments=${deployments} />`}
			${tab === 'decisions' && html`<${Decisions} params=${params} navigate=${navigate} />`}
			${tab === 'try' && html`<${RouteForm} names=${names} policies=${policies.data?.data ?? []} />`}
		</div>
	</div>`;
}
