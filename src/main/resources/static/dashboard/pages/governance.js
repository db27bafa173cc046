// Governance: who may call and how much, what is looked at on the way, who changed what, and whether the records hold.
import { html } from '../html.js';
import { PageHeader, Tabs } from '../components.js';
import { Audit } from '../governance/audit.js';
import { Budgets } from '../governance/budgets.js';
import { Guardrails } from '../governance/guardrails.js';
import { Keys } from '../governance/keys.js';
import { Limits } from '../governance/limits.js';
import { People } from '../governance/people.js';
import { Records } from '../governance/records.js';
import { Teams } from '../governance/teams.js';

const SECTIONS = [
	{ id: 'teams', label: 'Teams', part: Teams },
	{ id: 'keys', label: 'Keys', part: Keys },
	{ id: 'budgets', label: 'Budgets', part: Budgets },
	{ id: 'limits', label: 'Limits', part: Limits },
	{ id: 'guardrails', label: 'Guardrails', part: Guardrails },
	{ id: 'people', label: 'People', part: People, all: true },
	{ id: 'audit', label: 'Audit log', part: Audit, all: true },
	{ id: 'records', label: 'Verification', part: Records, all: true }
];

export default function Governance({ session: may, params, navigate }) {
	const sections = SECTIONS.filter(section => !section.all || may.seesAll);
	const section = sections.find(one => one.id === params.tab) ?? sections[0];
	return html`<div class="governance">
		<${PageHeader} title="Governance" subtitle=${may.isAdmin ? 'Access, limits, budgets, guardrails and records'
			: may.seesAll ? 'You can see everything here and change nothing' : 'Your teams'} />
		<${Tabs} label="Parts of governance" tabs=${sections.map(({ id, label }) => ({ id, label }))} value=${section.id} onChange=${tab => navigate('governance', { tab })} />
		<div role="tabpanel" aria-label=${section.label} class="tab-panel"><${section.part} params=${params} may=${may} /></div>
	</div>`;
}
