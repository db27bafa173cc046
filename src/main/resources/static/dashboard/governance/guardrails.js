// Guardrails: which are on, what they do, and what they found in the last 24 hours.
import { html } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Card, Code, Empty, Grid, Loaded } from '../components.js';
import { compact, number, plural } from '../format.js';
import { DIRECTIONS, GuardAction } from '../parts/call-words.js';

const KINDS = {
	'pii': 'Personal data', 'secrets': 'Secrets', 'deny-list': 'Denied words', 'size': 'Size', 'injection': 'Prompt injection',
	'modalities': 'Allowed content types', 'regions': 'Allowed regions', 'moderation': 'Moderation model', 'route': 'Custom route'
};
const MODES = { off: ['neutral', 'off'], shadow: ['info', 'records only'], redact: ['warn', 'redacts'], block: ['bad', 'blocks'] };

function Findings({ of: list }) {
	const most = Math.max(1, ...list.map(found => found.findings));
	return html`<ul class="findings">${list.map(found => html`<li key=${`${found.finding} ${found.direction} ${found.action}`}>
		<span class="finding-name">${found.finding} <span class="muted">${DIRECTIONS[found.direction]}</span></span>
		<span class="bar-track"><span class=${`bar-fill action-${found.action}`} style=${{ width: `${100 * found.findings / most}%` }}></span></span>
		<span class="num" title=${`${number(found.findings)} findings in ${plural(found.calls, 'call')}`}>${compact(found.findings)}</span>
		<${GuardAction} value=${found.action} />
	</li>`)}</ul>`;
}

function OneGuardrail({ guardrail }) {
	const [tone, word] = MODES[guardrail.mode] ?? ['neutral', guardrail.mode];
	const where = guardrail.in && guardrail.out ? 'requests and answers' : guardrail.in ? 'requests' : 'answers';
	const whose = guardrail.allCalls ? 'all calls' : guardrail.policies.length ? `calls of ${guardrail.policies.join(', ')}` : 'no calls';
	return html`<${Card} title=${guardrail.name} subtitle=${`${KINDS[guardrail.kind] ?? guardrail.kind}; checks ${where} of ${whose}`} actions=${html`<${Badge} tone=${tone} dot>${word}<//>`}>
		${guardrail.last24Hours.length === 0 ? html`<p class="muted">No findings in the last 24 hours.</p>` : html`<${Findings} of=${guardrail.last24Hours} />`}
	<//>`;
}

const EXAMPLE = `guards: [credentials]
guardrails:
  credentials: { kind: secrets, mode: redact }
  personal-data: { kind: pii, mode: shadow }`;

export function Guardrails() {
	const guardrails = useGet('/api/guardrails', undefined, { every: 15000 });
	return html`<${Loaded} of=${guardrails}>${({ data }) => data.length === 0
		? html`<${Card}><${Empty} icon="governance" title="No guardrails are active">
			<p>Guardrails look for personal data, secrets, denied words and prompt injection in requests and answers. Configure them in <code>config/policies.yaml</code>. Start with <code>shadow</code>, which only records:</p>
			<${Code} text=${EXAMPLE} /><//><//>`
		: html`<div><p class="muted section-note">Findings of the last 24 hours. Guardrails are configured in <code>config/policies.yaml</code>; the texts themselves are never stored.</p>
			<${Grid} min=${360}>${data.map(guardrail => html`<${OneGuardrail} key=${guardrail.name} guardrail=${guardrail} />`)}<//></div>`}<//>`;
}
