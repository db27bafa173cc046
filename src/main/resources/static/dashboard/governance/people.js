// People: who may sign in, and as what.
import { html, useState } from '../html.js';
import { del, patch, post, useGet } from '../api.js';
import { Badge, Button, Card, CheckField, Confirm, Dialog, Empty, Form, Loaded, SelectField, Table, TextField, toast } from '../components.js';
import { dateTime, relative } from '../format.js';
import { orNull, useForm } from '../parts/forms.js';

const ROLES = [
	{ value: 'member', label: 'Member: has the rights of their team roles' }, { value: 'auditor', label: 'Auditor: can see everything and change nothing' }, { value: 'admin', label: 'Admin: can see and change everything' }
];
const TONES = { admin: 'warn', auditor: 'info', member: 'neutral' };

function PersonForm({ given, onDone, onClose }) {
	const form = useForm({ email: given?.email ?? '', name: given?.name ?? '', role: given?.role ?? 'member', password: '', disabled: given?.disabled ?? false });
	const save = form.submit(async values => {
		if (given) {
			await patch(`/api/people/${given.id}`, { name: values.name, role: values.role, disabled: values.disabled, ...(values.password && { password: values.password }) });
		}
		else {
			await post('/api/people', { email: values.email.trim(), name: values.name, role: values.role, password: orNull(values.password) });
		}
		onDone();
	});
	return html`<${Dialog} title=${given ? `Change ${given.name}` : 'Invite a person'} onClose=${onClose}>
		<${Form} submit=${given ? 'Save' : 'Invite'} onCancel=${onClose} onSubmit=${save}>
			${!given && html`<${TextField} label="E-mail address" type="email" required maxlength="400" autofocus ...${form.field('email')} />`}
			<${TextField} label="Name" required maxlength="100" ...${form.field('name')} />
			<${SelectField} label="Role" ...${form.field('role')} options=${ROLES} />
			<${TextField} label=${given ? 'New password' : 'Password'} type="password" autocomplete="new-password" minlength="12" maxlength="256"
				hint=${given ? 'Leave empty to keep the current one. A new password signs them out everywhere' : 'At least 12 characters. Leave empty for sign-in with the company account only'} ...${form.field('password')} />
			${given && html`<${CheckField} label="Disabled" value=${form.values.disabled} onChange=${disabled => form.set({ disabled })} />`}
		<//>
	<//>`;
}

export function People({ may }) {
	const people = useGet('/api/people');
	const [open, setOpen] = useState(null);
	const close = () => setOpen(null);
	const columns = [
		{ key: 'name', label: 'Name', render: person => html`<span class="two-lines"><span>${person.name} ${person.id === may.person.id && html`<span class="muted">(you)</span>`}</span><span class="muted">${person.email}</span></span>` },
		{ key: 'role', label: 'Role', render: person => html`<${Badge} tone=${TONES[person.role]}>${person.role}<//>` },
		{ key: 'ways', label: 'Sign-in', value: person => `${person.password}${person.oidc}`, render: person => person.disabled ? html`<${Badge} tone="bad">disabled<//>` : [person.password && 'password', person.oidc && 'company account'].filter(Boolean).join(', ') || 'Company account, not yet used' },
		{ key: 'lastSignInAt', label: 'Last sign-in', render: person => person.lastSignInAt ? html`<span title=${dateTime(person.lastSignInAt)}>${relative(person.lastSignInAt)}</span>` : html`<span class="muted">never</span>` },
		...(may.isAdmin ? [{ key: 'act', label: '', numeric: true, sortable: false, render: person => html`<span class="row-actions">
			<${Button} small kind="ghost" icon="edit" label=${`Change ${person.name}`} onClick=${() => setOpen({ what: 'form', person })} />
			${person.id !== may.person.id && html`<${Button} small kind="ghost" icon="trash" label=${`Remove ${person.name}`} onClick=${() => setOpen({ what: 'remove', person })} />`}</span>` }] : [])
	];
	const done = text => () => {
		close();
		toast(text);
		people.reload();
	};
	return html`<div>
		<${Card} title="People" subtitle="Who can sign in here; assign roles in teams under Teams" flush actions=${may.isAdmin && html`<${Button} kind="primary" small icon="plus" onClick=${() => setOpen({ what: 'form' })}>Invite<//>`}>
			<${Loaded} of=${people}>${({ data }) => html`<${Table} caption="People" class="stacks" columns=${columns} rows=${data} sort=${{ key: 'name', descending: false }} empty=${html`<${Empty} icon="person" title="No people yet" />`} />`}<//>
		<//>
		${open?.what === 'form' && html`<${PersonForm} given=${open.person} onClose=${close} onDone=${done(open.person ? 'Saved. It takes effect with their next request.' : 'Invited. They can sign in now.')} />`}
		${open?.what === 'remove' && html`<${Confirm} title=${`Remove ${open.person.name}?`} danger confirm="Remove" text="They are signed out and can no longer sign in. Their actions stay in the audit log." onClose=${close} onConfirm=${async () => {
			await del(`/api/people/${open.person.id}`);
			done(`${open.person.name} removed.`)();
		}} />`}
	</div>`;
}
