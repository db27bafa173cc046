// Routes: the running Camel routes as a picture with what they count, as a list, and one with its steps.
import { html, useEffect, useMemo, useRef, useState } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Card, Disclosure, Empty, LinkButton, Loaded, PageHeader, Segments, Skeleton, Stat, Table } from '../components.js';
import { compact, dateTime, duration, number, plural, relative } from '../format.js';
import { link, navigate } from '../router.js';
import { RouteDiagram } from '../parts/route-diagram.js';
import { parts, targetsOf } from '../parts/route-graph.js';
import { StepList } from '../parts/route-steps.js';

const EVERY = 3000;

/** How often a second each route was passed, between the last two answers. */
function useRates(data) {
	const before = useRef(null);
	const [rates, setRates] = useState(new Map());
	useEffect(() => {
		if (data === null) {
			return;
		}
		const now = { at: performance.now(), totals: new Map(data.map(route => [route.id, route.total ?? 0])) };
		const last = before.current;
		before.current = now;
		if (last !== null) {
			const seconds = (now.at - last.at) / 1000;
			setRates(new Map(data.map(route => [route.id, Math.max(0, (route.total ?? 0) - (last.totals.get(route.id) ?? route.total ?? 0)) / seconds])));
		}
	}, [data]);
	return rates;
}

const COLUMNS = [
	{ key: 'id', label: 'Route', render: route => html`<a href=${link('routes', { id: route.id })}>${route.id}</a>` },
	{ key: 'description', label: 'What it does', wide: true, sortable: false, render: route => html`<span class="muted">${route.description}</span>` },
	{ key: 'total', label: 'Exchanges', numeric: true, render: route => number(route.total) },
	{ key: 'failed', label: 'Failed', numeric: true, render: route => route.failed > 0 ? html`<strong class="bad-text">${number(route.failed)}</strong>` : number(route.failed) },
	{ key: 'inflight', label: 'In progress', numeric: true, render: route => number(route.inflight) },
	{ key: 'meanMs', label: 'Mean', numeric: true, render: route => route.total > 0 ? duration(route.meanMs) : '–' },
	{ key: 'maxMs', label: 'Maximum', numeric: true, render: route => route.total > 0 ? duration(route.maxMs) : '–' },
	{ key: 'file', label: 'File', render: route => html`<span class="muted">${route.file}</span>` }
];

function List({ title, subtitle, routes, limit, sort }) {
	return routes.length > 0 && html`<${Card} title=${title} subtitle=${subtitle} flush>
		<${Table} caption=${title} class="stacks" dense columns=${COLUMNS} rows=${routes} rowKey=${route => route.id} limit=${limit} sort=${sort} onRow=${route => navigate('routes', { id: route.id })} rowLabel=${route => route.id} />
	<//>`;
}

function Legend() {
	return html`<ul class="diagram-legend">
		<li><span class="legend-order">1</span>in this order</li><li><span class="legend-busy"></span>busy now</li><li><span class="legend-inflight"></span>in progress</li><li><span class="legend-failed"></span>share of failures</li>
	</ul>`;
}

function All({ routes, view, rates }) {
	const groups = useMemo(() => parts(routes), [routes]);
	const targets = new Set(routes.flatMap(route => targetsOf(route, routes)));
	const starts = groups.background.filter(route => !targets.has(route.id));
	if (view === 'list') {
		return html`<div class="stack">
			<${List} title="The pipeline of a call" routes=${groups.pipeline} limit=${30} />
			<${List} title="Background routes" routes=${groups.background} />
			<${List} title="The admin API" routes=${groups.operators} limit=${20} />
		</div>`;
	}
	return html`<div class="stack">
		<${Card} title="The pipeline of a call" subtitle="From the endpoints on the left; each step is a route" actions=${html`<${Legend} />`}>
			<${RouteDiagram} roots=${groups.endpoints} routes=${groups.pipeline} rates=${rates} label="Diagram of the pipeline of a call" />
		<//>
		${starts.length > 0 && html`<${Card} title="Background routes" subtitle="Timers, schedules and wire taps">
			<${RouteDiagram} roots=${starts} routes=${groups.background} rates=${rates} label="Diagram of background routes" /><//>`}
		<${List} title="The admin API" subtitle="One route per endpoint" routes=${groups.operators} limit=${12} />
	</div>`;
}

function One({ route, routes, configurations, rates }) {
	const shared = configurations.find(one => one.id === route.configuration);
	const from = routes.filter(other => targetsOf(other, routes).includes(route.id));
	return html`<div class="stack">
		<div class="stats">
			<${Stat} label="Exchanges" value=${compact(route.total)} detail=${rates.get(route.id) > 0 ? `${rates.get(route.id).toFixed(1)} per second` : 'none now'} />
			<${Stat} label="Failed" value=${compact(route.failed)} detail=${route.lastFailureAt && `last ${relative(route.lastFailureAt)}`} />
			<${Stat} label="In progress" value=${number(route.inflight)} />
			<${Stat} label="Mean" value=${route.total > 0 ? duration(route.meanMs) : '–'} detail=${route.total > 0 && `maximum ${duration(route.maxMs)}`} />
		</div>
		<div class="two-columns uneven">
			<${Card} title="Steps" subtitle="In the order of execution">
				<div class="step-from"><span class="step-kind">from</span><code>${route.from}</code></div>
				<${StepList} steps=${route.steps} routes=${routes} after=${route.id} />
				${shared && html`<div class="above-line"><${Disclosure} summary=${`Route configuration: ${shared.id}`}><${StepList} steps=${shared.steps} routes=${routes} after=${route.id} /><//></div>`}
			<//>
			<${Card} title="Details"><dl class="facts">
				<div><dt>State</dt><dd><${Badge} tone=${route.status === 'Started' ? 'ok' : 'bad'} dot>${route.status.toLowerCase()}<//></dd></div>
				<div><dt>File</dt><dd>${route.file ?? '–'}</dd></div>
				${route.template && html`<div><dt>Template</dt><dd>${route.template}</dd></div>`}
				<div><dt>Source</dt><dd>${route.builtIn ? 'Built in; a route with the same id in config/routes replaces it' : 'From config/routes'}</dd></div>
				${route.lastFailureAt && html`<div><dt>Last failure</dt><dd>${dateTime(route.lastFailureAt)}</dd></div>`}
				<div><dt>Called by</dt><dd>${from.length === 0 ? 'no other route' : html`<span class="tag-list">${from.map(other => html`<a key=${other.id} class="tag" href=${link('routes', { id: other.id })}>${other.id}</a>`)}</span>`}</dd></div>
			</dl><//>
		</div>
	</div>`;
}

export default function Routes({ params }) {
	const answer = useGet('/api/routes', undefined, { every: EVERY });
	const rates = useRates(answer.data?.data ?? null);
	const view = params.view ?? (matchMedia('(max-width: 640px)').matches ? 'list' : 'diagram');
	const route = params.id && answer.data?.data.find(one => one.id === params.id);
	if (params.id) {
		return html`<div>
			<${PageHeader} title=${params.id} subtitle=${route?.description} actions=${html`<${LinkButton} href=${link('routes')} icon="left">All routes<//>`} />
			<${Loaded} of=${answer} skeleton=${html`<${Skeleton} height=${480} />`}>${({ data, configurations = [] }) => route ? html`<${One} route=${route} routes=${data} configurations=${configurations} rates=${rates} />`
				: html`<${Card}><${Empty} icon="routes" title="This route does not exist" /><//>`}<//>
		</div>`;
	}
	if (params.after) {
		return html`<div>
			<${PageHeader} title="Routes" subtitle=${`Routes that ${params.after} may call`} actions=${html`<${LinkButton} href=${link('routes')} icon="left">All routes<//>`} />
			<${Loaded} of=${answer} skeleton=${html`<${Skeleton} height=${480} />`}>${({ data }) => {
				const from = data.find(one => one.id === params.after);
				const ids = from ? targetsOf(from, data) : [];
				return ids.length > 0 ? html`<${List} title=${plural(ids.length, 'route')} routes=${data.filter(one => ids.includes(one.id))} sort=${{ key: 'total', descending: true }} />`
					: html`<${Card}><${Empty} icon="routes" title="It calls no other route" /><//>`;
			}}<//>
		</div>`;
	}
	return html`<div>
		<${PageHeader} title="Routes" subtitle="The running Camel routes: what happens to a call, and what runs in the background" actions=${html`<${Segments} label="How routes are shown" value=${view}
			onChange=${next => navigate('routes', { view: next }, { replace: true })} options=${[{ value: 'diagram', label: 'Diagram' }, { value: 'list', label: 'List' }]} />`} />
		<${Loaded} of=${answer} skeleton=${html`<${Skeleton} height=${560} />`}>${({ data }) => html`<${All} routes=${data} view=${view} rates=${rates} />`}<//>
	</div>`;
}
