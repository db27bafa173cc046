/* Who one is: name, role, teams; time zone, password and the way out. */
import { html, useEffect, useRef, useState } from './html.js';
import { del, post } from './api.js';
import { Badge, Button, Dialog, Form, Icon, SelectField, TextField, toast } from './components.js';
import { useForm } from './parts/forms.js';
import { setZone, usePrefs, zones } from './prefs.js';
import { classes } from './html.js';

const ROLES = {
	admin: ['Admin', 'Can see and change everything.'],
	auditor: ['Auditor', 'Can see everything and change nothing.'],
	member: ['Member', 'Can see the teams below; owners can change them.']
};

export function Account({ session, onSignedOut }) {
	const [open, setOpen] = useState(false);
	const [dialog, setDialog] = useState(null);
	const own = useRef(null);
	const { zone } = usePrefs();
	const [role, means] = ROLES[session.person.role] ?? [session.person.role, ''];
	useEffect(() => {
		if (!open) {
			return undefined;
		}
		const away = event => !own.current?.contains(event.target) && setOpen(false);
		const key = event => {
			if (event.key === 'Escape') {
				setOpen(false);
				own.current?.querySelector('button')?.focus();
			}
		};
		document.addEventListener('pointerdown', away);
		document.addEventListener('keydown', key);
		return () => {
			document.removeEventListener('pointerdown', away);
			document.removeEventListener('keydown', key);
		};
	}, [open]);
	const choose = what => {
		setOpen(false);
		setDialog(what);
	};
	const out = async () => {
		try {
			await del('/api/session');
		}
		catch (failure) {
			if (failure.status !== 401) {
				toast(failure.message, 'bad');
				return;
			}
		}
		onSignedOut();
	};
	return html`<div class="account" ref=${own}>
		<button type="button" class="account-button" aria-expanded=${String(open)} aria-controls="account-panel" onClick=${() => setOpen(!open)}>
			<span class="avatar" aria-hidden="true">${(session.person.name || session.person.email).slice(0, 1).toUpperCase()}</span>
			<span class="account-who"><span class="account-name">${session.person.name || session.person.email}</span><span class="account-role">${role}</span></span>
			<${Icon} name="chevron" size=${14} /></button>
		<div id="account-panel" class=${classes('account-panel', !open && 'hidden')} hidden=${!open}>
			<div class="account-facts"><p class="account-name">${session.person.name}</p><p class="muted">${session.person.email}</p>
				<p><${Badge} tone="info">${role}<//> <span class="muted">${means}</span></p>
				${session.teams.length > 0 && html`<ul class="plain-list">${session.teams.map(team => html`<li key=${team.id}>${team.name} <span class="muted">· ${team.role}</span></li>`)}</ul>`}</div>
			<button type="button" class="account-item" onClick=${() => choose('zone')}><${Icon} name="clock" size=${16} />Time zone<span class="account-value">${zone}</span></button>
			${session.person.password && html`<button type="button" class="account-item" onClick=${() => choose('password')}><${Icon} name="key" size=${16} />Change password</button>`}
			<a class="account-item" href="/docs"><${Icon} name="external" size=${16} />API documentation</a>
			<button type="button" class="account-item" onClick=${out}><${Icon} name="out" size=${16} />Sign out</button>
		</div>
		${dialog === 'zone' && html`<${Zone} zone=${zone} onClose=${() => setDialog(null)} />`}
		${dialog === 'password' && html`<${Password} onClose=${() => setDialog(null)} onChanged=${onSignedOut} />`}
	</div>`;
}

function Zone({ zone, onClose }) {
	const [chosen, setChosen] = useState(zone);
	return html`<${Dialog} title="Time zone" onClose=${onClose}>
		<${Form} submit="Save" onCancel=${onClose} onSubmit=${async () => { setZone(chosen); onClose(); }}>
			<${SelectField} label="Times and days are shown in" value=${chosen} onChange=${setChosen} options=${zones().map(name => ({ value: name, label: name.replace(/_/g, ' ') }))}
				hint="For times and for the days, weeks and months of charts and sums. Stored in this browser." />
		<//><//>`;
}

function Password({ onClose, onChanged }) {
	const form = useForm({ currentPassword: '', newPassword: '', again: '' });
	const { newPassword, again } = form.values;
	const different = again !== '' && again !== newPassword;
	const send = form.submit(async ({ currentPassword }) => {
		if (again !== newPassword) {
			throw new Error('The new passwords differ.');
		}
		await post('/api/session/password', { currentPassword, newPassword });
		toast('Password changed.');
		onClose();
		onChanged('password');
	});
	return html`<${Dialog} title="Change password" onClose=${onClose}>
		<${Form} submit="Save password" onCancel=${onClose} onSubmit=${send}>
			<${TextField} label="Current password" type="password" autocomplete="current-password" required ...${form.field('currentPassword')} />
			<${TextField} label="New password" type="password" autocomplete="new-password" required hint="At least 12 characters; several unrelated words work well." ...${form.field('newPassword')} />
			<${TextField} label="New password again" type="password" autocomplete="new-password" required ...${form.field('again')} error=${different ? 'The passwords differ' : null} />
		<//><//>`;
}
