// The steps of one route from top to bottom, with its branches side by side and its frames around what they hold.
import { classes, html } from '../html.js';
import { link } from '../router.js';
import { leadsTo } from './route-graph.js';

const KINDS = {
	to: 'calls', toD: 'calls', process: 'bean', bean: 'bean', choice: 'choice', when: 'when', otherwise: 'otherwise', loop: 'loop',
	circuitBreaker: 'circuit breaker', onFallback: 'on failure', fallback: 'on failure', wireTap: 'wire tap', stop: 'stop',
	filter: 'filter', split: 'split', multicast: 'multicast', doTry: 'try', doCatch: 'catch', doFinally: 'finally',
	setBody: 'set body', setProperty: 'set property', setHeader: 'set header', removeHeaders: 'remove headers', throwException: 'throw', delay: 'delay',
	onException: 'on exception', onCompletion: 'on completion'
};

const BRANCHES = new Set(['when', 'otherwise', 'onFallback', 'fallback', 'doCatch', 'doFinally']);

function Label({ step, routes, after }) {
	const targets = leadsTo(step, routes);
	const name = step.id || step.label || step.kind;
	return html`<div class="step-head">
		<span class="step-kind">${KINDS[step.kind] ?? step.kind}</span>
		<span class="step-id">${name}</span>
		${step.label && step.label !== name && html`<code class="step-label">${step.label}</code>`}
		${step.description && html`<span class="step-text">${step.description}</span>`}
		${targets.length === 1 && html`<a class="step-target" href=${link('routes', { id: targets[0] })}>→ ${targets[0]}</a>`}
		${targets.length > 1 && html`<a class="step-target" href=${link('routes', { after })}>→ one of ${targets.length}</a>`}
	</div>`;
}

function Step({ step, ...more }) {
	const inside = step.steps ?? [];
	const branches = inside.filter(child => BRANCHES.has(child.kind));
	const plain = inside.filter(child => !BRANCHES.has(child.kind));
	const frame = inside.length > 0;
	return html`<li class=${classes('step', `step-of-${step.kind}`, frame && 'step-frame')}>
		<${Label} step=${step} ...${more} />
		${plain.length > 0 && html`<${StepList} steps=${plain} ...${more} />`}
		${branches.length > 0 && html`<ul class="step-branches">
			${branches.map((branch, index) => html`<${Step} key=${branch.id || index} step=${branch} ...${more} />`)}
		</ul>`}
	</li>`;
}

/** routes: all, for what steps lead to; after: the id of the route whose steps they are. */
export function StepList({ steps, ...more }) {
	return html`<ol class="route-steps">
		${steps.map((step, index) => html`<${Step} key=${step.id || index} step=${step} ...${more} />`)}
	</ol>`;
}
