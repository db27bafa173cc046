// How long calls are kept, by organisation and team.
import { html, useState } from '../html.js';
import { put, useGet } from '../api.js';
import { Button, Card, Dialog, Empty, ErrorNote, Form, Loaded, SelectField, Skeleton, Spinner, TextField, toast } from '../components.js';
import { plural } from '../format.js';
import { numberOrNull, useForm } from '../parts/forms.js';

const address = (kind, id) => `/api/${kind}/${encodeURIComponent(id)}/retention`;

const inWords = days => days === null || days === undefined ? 'forever' : `for ${plural(days, 'day')}`;

function RetentionForm({ kind, subject, facts, onDone, onClose }) {
	const form = useForm({ how: facts.callDays === null ? 'inherited' : 'days', callDays: String(facts.callDays ?? facts.effectiveDays ?? 400) });
	const inherited = kind === 'teams' ? `Same as the organisation: ${inWords(facts.inheritedDays)}` : 'Forever';
	const save = form.submit(async values => onDone(await put(address(kind, subject.id), { callDays: values.how === 'days' ? numberOrNull(values.callDays) : null })));
	return html`<${Dialog} title=${`Retention of ${subject.name}`} onClose=${onClose}>
		<${Form} submit="Save" onCancel=${onClose} onSubmit=${save}>
			<${SelectField} label="Calls are kept" ...${form.field('how')} options=${[{ value: 'inherited', label: inherited }, { value: 'days', label: 'For a number of days' }]} />
			${form.values.how === 'days' && html`<${TextField} label="Days" required type="number" min=${facts.minimumDays} max="36500" hint=${`At least ${facts.minimumDays}: monthly budgets are computed from the calls`} ...${form.field('callDays')} />`}
			<p class="muted">Older calls are deleted permanently, once an hour. Sums stay, and the remaining records can still be verified.</p>
		<//>
	<//>`;
}

function Row({ kind, subject, may }) {
	const facts = useGet(address(kind, subject.id));
	const [open, setOpen] = useState(false);
	return html`<li class="retention-row"><span>${subject.name}</span>
		<span>${facts.data ? html`<span class="two-lines"><span>${inWords(facts.data.effectiveDays)}</span><span class="muted">${facts.data.callDays !== null ? 'own rule' : kind === 'teams' && facts.data.inheritedDays !== null ? 'from the organisation' : 'no rule'}</span></span>`
			: facts.error ? html`<${ErrorNote} error=${facts.error} retry=${facts.reload} />` : html`<${Spinner} />`}</span>
		${may.isAdmin && facts.data ? html`<${Button} small kind="ghost" icon="edit" label=${`Change the retention of ${subject.name}`} onClick=${() => setOpen(true)} />` : html`<span></span>`}
		${open && html`<${RetentionForm} kind=${kind} subject=${subject} facts=${facts.data} onClose=${() => setOpen(false)} onDone=${() => {
			setOpen(false);
			toast('Saved. It applies from the next hourly run.');
			facts.reload();
		}} />`}</li>`;
}

export function Retention({ may }) {
	const organisations = useGet(may.seesAll ? '/api/organisations' : null);
	const teams = useGet('/api/teams');
	return html`<div class="stack">
		${may.seesAll && html`<${Card} title="Organisations" subtitle="For teams without their own rule"><${Loaded} of=${organisations}>${({ data }) => html`<ul>${data.map(one => html`<${Row} key=${one.id} kind="organisations" subject=${one} may=${may} />`)}</ul>`}<//><//>`}
		<${Card} title="Teams" subtitle="How long calls with all their details are kept; sums of spend and usage are always kept"><${Loaded} of=${teams} skeleton=${html`<${Skeleton} height=${240} />`}>${({ data }) => data.length === 0
			? html`<${Empty} icon="person" title="No teams" />` : html`<ul>${data.filter(team => !team.archivedAt).map(team => html`<${Row} key=${team.id} kind="teams" subject=${team} may=${may} />`)}</ul>`}<//><//>
	</div>`;
}
