// One end user's data: what is kept of them, handed out as a file, and erased when that was typed in full.
import { html, useState } from '../html.js';
import { get, post, url } from '../api.js';
import { Button, Card, Dialog, Form, LinkButton, Note, TextField, toast } from '../components.js';
import { plural } from '../format.js';
import { link } from '../router.js';
import { useForm } from '../parts/forms.js';

function Erase({ endUser, onDone, onClose }) {
	const form = useForm({ typed: '' });
	const same = form.values.typed === endUser;
	return html`<${Dialog} title="Erase this person from the records?" onClose=${onClose}>
		<${Note} tone="warn" icon="warning"><p>The end user, session and tags are removed from every call permanently. The cost of the calls stays, and the records can still be verified. Cached answers expire by themselves.</p><//>
		<form class="form above-line" onSubmit=${event => event.preventDefault()}>
			<${TextField} label=${html`Type <strong>${endUser}</strong> to confirm`} autocomplete="off" autofocus ...${form.field('typed')} />
			<div class="form-foot"><${Button} onClick=${onClose}>Cancel<//><${EraseButton} endUser=${endUser} disabled=${!same} onDone=${onDone} /></div>
		</form>
	<//>`;
}

function EraseButton({ endUser, disabled, onDone }) {
	const [busy, setBusy] = useState(false);
	const erase = async () => {
		setBusy(true);
		try {
			const { calls } = await post('/api/erasures', { endUser });
			toast(`Erased from ${plural(calls, 'call')}.`);
			onDone();
		}
		catch (failure) {
			toast(failure.message, 'bad');
			setBusy(false);
		}
	};
	return html`<${Button} kind="danger" type="submit" busy=${busy} disabled=${disabled} onClick=${erase}>Erase permanently<//>`;
}

export function PersonsData({ may }) {
	const form = useForm({ endUser: '' });
	const [found, setFound] = useState(null);
	const [erasing, setErasing] = useState(false);
	const look = form.submit(async ({ endUser }) => {
		const name = endUser.trim();
		setFound(null);
		const page = await get('/api/calls', { endUser: name, limit: 500 });
		setFound({ endUser: name, calls: page.data.length, more: page.next !== null });
	});
	return html`<div class="stack narrow">
		<${Card} title="One person’s data" subtitle="An end user of your applications, as callers name them in “user”">
			<${Form} submit="Search" onSubmit=${look}><${TextField} label="End user" required maxlength="256" autocomplete="off" ...${form.field('endUser')} /><//>
		<//>
		${found && html`<${Card} title=${found.endUser}>
			${found.calls === 0 && !found.more ? html`<p class="muted">No calls found.</p>` : html`<div class="stack">
				<p>${found.more ? `${plural(found.calls, 'call')} or more found.` : `${plural(found.calls, 'call')} found.`} The records contain no content; answers stored under idempotency keys expire within hours.</p>
				<div class="row"><${LinkButton} href=${link('calls', { endUser: found.endUser })} icon="calls">Show calls<//>
					<${LinkButton} href=${url('/api/people-data', { endUser: found.endUser })} icon="download" download="person-data.json">Export as JSON<//>
					${may.isAdmin && html`<${Button} kind="danger" icon="trash" onClick=${() => setErasing(true)}>Erase…<//>`}</div></div>`}
		<//>`}
		${erasing && html`<${Erase} endUser=${found.endUser} onClose=${() => setErasing(false)} onDone=${() => {
			setErasing(false);
			setFound({ ...found, calls: 0, more: false });
		}} />`}
	</div>`;
}
