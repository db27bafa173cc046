// Compliance: who used what and by which rules, what is in use, what the records can show, how long they are kept, and one person's data.
import { html } from '../html.js';
import { PageHeader, Tabs } from '../components.js';
import { Checklist } from '../compliance/checklist.js';
import { GovernanceReport } from '../compliance/report.js';
import { PersonsData } from '../compliance/person.js';
import { Register } from '../compliance/register.js';
import { Retention } from '../compliance/retention.js';

const SECTIONS = [
	{ id: 'report', label: 'Governance report', part: GovernanceReport },
	{ id: 'register', label: 'Register', part: Register, all: true },
	{ id: 'checklist', label: 'Checklist', part: Checklist, all: true },
	{ id: 'retention', label: 'Retention', part: Retention },
	{ id: 'person', label: 'One person’s data', part: PersonsData, all: true }
];

export default function Compliance({ session, params, navigate }) {
	const sections = SECTIONS.filter(section => !section.all || session.seesAll);
	const section = sections.find(one => one.id === params.tab) ?? sections[0];
	return html`<div>
		<${PageHeader} title="Compliance" subtitle="Evidence from Serai’s records, and its limits" />
		<${Tabs} label="Parts of compliance" tabs=${sections.map(({ id, label }) => ({ id, label }))} value=${section.id} onChange=${tab => navigate('compliance', { tab })} />
		<div role="tabpanel" class="tab-panel" aria-label=${section.label}><${section.part} may=${session} params=${params} navigate=${navigate} /></div>
	</div>`;
}
