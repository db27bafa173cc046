// The routes as a picture: boxes with what they count, lines where one leads to another. Each box is a link.
import { classes, html } from '../html.js';
import { compact, duration, plural } from '../format.js';
import { link } from '../router.js';
import { layout, NODE, together } from './route-graph.js';

const EDGE = 10;
/** So much room has a description beside a box. */
const TEXT = 440;

function cut(text, length) {
	return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Out on the right, in on the left, with round corners; in the middle of the gap between two columns. */
function path(from, to) {
	const [x1, y1] = [from.x + NODE.width, from.y + NODE.height / 2];
	const [x2, y2] = [to.x, to.y + NODE.height / 2];
	const middle = x2 - 24;
	if (Math.abs(y2 - y1) < 1) {
		return `M${x1} ${y1}H${x2}`;
	}
	const way = y2 > y1 ? 1 : -1;
	const round = Math.min(EDGE, Math.abs(y2 - y1) / 2);
	return `M${x1} ${y1}H${middle - round}Q${middle} ${y1} ${middle} ${y1 + way * round}V${y2 - way * round}Q${middle} ${y2} ${middle + round} ${y2}H${x2}`;
}

function Box({ node, routes, rates, chosen, described }) {
	const group = node.routes.length > 1;
	const own = node.routes.map(id => routes.get(id));
	const counts = together(own);
	const rate = node.routes.reduce((sum, id) => sum + (rates.get(id) ?? 0), 0);
	const name = group ? `${node.routes.length} ${own.every(route => route.template === 'deployment') ? 'deployments' : 'routes'}` : own[0].id;
	const failedShare = counts.total > 0 ? counts.failed / counts.total : 0;
	const stopped = own.some(route => route.status !== 'Started');
	const text = counts.total === null ? name
		: `${name}: ${plural(counts.total, 'time')}, ${counts.failed} failed, ${counts.inflight} in progress${counts.meanMs === null ? '' : `, ${duration(counts.meanMs)} on average`}`;
	return html`<a href=${link('routes', group ? { after: node.parent } : { id: name })} class=${classes('route-box', chosen && 'chosen', !(counts.total > 0) && 'idle', rate > 0 && 'busy', stopped && 'stopped', group && 'group')}
		transform=${`translate(${node.x} ${node.y})`} aria-label=${text}>
		<title>${group ? text : `${own[0].description || name}\n${text}`}</title>
		${group && html`<rect class="box behind" x="5" y="5" width=${NODE.width} height=${NODE.height} rx="9" />`}
		<rect class="box" width=${NODE.width} height=${NODE.height} rx="9" />
		${failedShare > 0 && html`<rect class="box-failed" x="9" y=${NODE.height - 3} width=${Math.max(3, (NODE.width - 18) * failedShare)} height="3" rx="1.5" />`}
		${node.order && html`<g class="box-order"><circle cx="0" cy=${NODE.height / 2} r="10" /><text x="0" y=${NODE.height / 2 + 4} text-anchor="middle">${node.order}</text></g>`}
		<text class="box-name" x="16" y="22">${cut(name, 23)}</text>
		<text class="box-counts" x="16" y="41">${counts.total !== null && compact(counts.total)}${counts.meanMs !== null && ` · ${duration(counts.meanMs)}`}${counts.failed > 0 && html`<tspan class="box-fails" dx="6">${`${compact(counts.failed)} failed`}</tspan>`}</text>
		${counts.inflight > 0 && html`<circle class="box-inflight" cx=${NODE.width - 16} cy="18" r="4.5" />`}
		${described && html`<text class="box-text" x=${NODE.width + 14} y=${NODE.height / 2 + 4}>${cut(own[0].description ?? '', 68)}</text>`}
		${rate > 0 && html`<text class="box-rate" x=${NODE.width - 12} y="41" text-anchor="end">${`${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`}</text>`}
	</a>`;
}

export function RouteDiagram({ roots, routes, rates, chosen, label }) {
	const { nodes, edges, width, height } = layout(roots, routes);
	const byId = new Map(routes.map(route => [route.id, route]));
	const placed = new Map(nodes.map(node => [node.id, node]));
	const free = node => node.children === 0 && node.routes.length === 1 && nodes.every(other => other.x <= node.x || Math.abs(other.y - node.y) >= NODE.height);
	const wide = Math.max(width, ...nodes.filter(free).map(node => node.x + NODE.width + TEXT));
	const flows = edge => Math.min(1, together(placed.get(edge.to).routes.map(id => byId.get(id))).total / Math.max(1, ...routes.map(route => route.total)));
	return html`<div class="diagram" tabindex="0" role="region" aria-label=${label}>
		<svg width=${wide + 26} height=${height + 14} viewBox=${`-13 -4 ${wide + 26} ${height + 14}`} role="group" aria-label=${label}>
			<g class="route-edges" aria-hidden="true">${edges.filter(edge => !edge.again).map(edge => html`<path key=${`${edge.from} ${edge.to}`} d=${path(placed.get(edge.from), placed.get(edge.to))}
				style=${{ strokeWidth: 1.2 + 2.2 * Math.sqrt(flows(edge)) }} />`)}</g>
			${nodes.map(node => html`<${Box} key=${node.id} node=${node} routes=${byId} rates=${rates} chosen=${node.routes.includes(chosen)}
				described=${free(node)} />`)}
		</svg>
	</div>`;
}
