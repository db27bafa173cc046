// Teams: made, renamed, archived; and who is in them.
import { html, useState } from '../html.js';
import { del, patch, post, put, useGet } from '../api.js';
import { Badge, Button, Card, Confirm, Dialog, Empty, Form, Loaded, Select, SelectField, Table, TextArea, TextField, toast } from '../components.js';
import { date, number } from '../format.js';
import { zones } from '../prefs.js';
import { link } from '../router.js';
import { orNull, text, useForm, words } from '../parts/forms.js';

function ZoneField({ field, own, hint }) {
	return html`<${SelectField} label="Time zone" hint=${hint ?? 'For the days, weeks and months of budgets and reports'} ...${field}
		options=${[...(own ? [] : [{ value: '', label: 'Same as the organisation' }]), ...zones().map(zone => ({ value: zone, label: zone }))]} />`;
}

function TeamForm({ team, may, onDone, onClose }) {
	const form = useForm({ name: team?.name ?? '', timeZone: team?.timeZone ?? '', allowedModels: text(team?.allowedModels) });
	const save = form.submit(async values => {
		const rightsToo = may.isAdmin ? { allowedModels: words(values.allowedModels) } : {};
		if (team) {
			await patch(`/api/teams/${team.id}`, { name: values.name, ...(values.timeZone !== team.timeZone && { timeZone: orNull(values.timeZone) }), ...rightsToo });
		}
		else {
			await post('/api/teams', { name: values.name, timeZone: orNull(values.timeZone), ...rightsToo });
		}
		toast(team ? 'Team saved.' : `Team ${values.name.trim()} created.`);
		onDone();
	});
	return html`<${Dialog} title=${team ? `Change ${team.name}` : 'New team'} onClose=${onClose}>
		<${Form} submit=${team ? 'Save' : 'Create the team'} onCancel=${onClose} onSubmit=${save}>
			<${TextField} label="Name" required maxlength="100" autofocus ...${form.field('name')} />
			<${ZoneField} field=${form.field('timeZone')} />
			${may.isAdmin && html`<${TextArea} label="Allowed models and policies" rows="2" hint="Names separated by commas; empty means all. Keys can be restricted further." ...${form.field('allowedModels')} />`}
		<//>
	<//>`;
}

const MEMBER_ROLES = [{ value: 'owner', label: 'Owner' }, { value: 'viewer', label: 'Viewer' }];

function AddMember({ team, members, onDone }) {
	const people = useGet('/api/people');
	const form = useForm({ personId: '', role: 'viewer' });
	const known = new Set(members.map(member => member.personId));
	const others = (people.data?.data ?? []).filter(person => !known.has(person.id) && !person.disabled);
	if (people.data !== null && others.length === 0) {
		return html`<p class="muted">All people are already in the team. Invite others under People.</p>`;
	}
	return html`<${Form} submit="Add" onSubmit=${form.submit(async values => {
		await put(`/api/teams/${team.id}/members/${values.personId}`, { role: values.role });
		form.set({ personId: '' });
		onDone();
	})}>
		<div class="form-row">
			<${SelectField} label="Person" required ...${form.field('personId')} options=${[{ value: '', label: 'Choose…' }, ...others.map(person => ({ value: person.id, label: `${person.name} (${person.email})` }))]} />
			<${SelectField} label="Role" ...${form.field('role')} options=${MEMBER_ROLES} />
		</div>
	<//>`;
}

function Members({ team, may, onClose }) {
	const members = useGet(`/api/teams/${team.id}/members`);
	const manages = may.owns(team.id);
	const change = async (member, role) => {
		try {
			await (role === null ? del(`/api/teams/${team.id}/members/${member.personId}`) : put(`/api/teams/${team.id}/members/${member.personId}`, { role }));
			toast(role === null ? `${member.name} removed from the team.` : `${member.name} is now ${role}.`);
		}
		catch (failure) {
			toast(failure.message, 'bad');
		}
		members.reload();
	};
	const columns = [
		{ key: 'name', label: 'Name', render: member => html`<span class="two-lines"><span>${member.name}</span><span class="muted">${member.email}</span></span>` },
		{ key: 'role', label: 'Role', render: member => manages
			? html`<${Select} label=${`Role of ${member.name}`} value=${member.role} options=${MEMBER_ROLES} onChange=${role => change(member, role)} />` : html`<${Badge}>${member.role}<//>` },
		{ key: 'fromOidc', label: 'From', render: member => member.fromOidc ? 'Company account' : 'Serai' },
		...(manages ? [{ key: 'act', label: '', numeric: true, sortable: false, render: member => html`<${Button} small kind="ghost" icon="trash" label=${`Remove ${member.name} from the team`} onClick=${() => change(member, null)} />` }] : [])
	];
	return html`<${Dialog} title=${`Members of ${team.name}`} wide onClose=${onClose}>
		<${Loaded} of=${members}>${({ data }) => html`<div class="stack">
			<${Table} caption="Members" dense columns=${columns} rows=${data} rowKey=${member => member.personId} empty=${html`<${Empty} icon="person" title="No members yet"><p>Owners manage the team’s keys; viewers see its calls and spend.</p><//>`} />
			${may.isAdmin ? html`<${AddMember} team=${team} members=${data} onDone=${members.reload} />`
				: manages && html`<p class="muted">Only admins add people; you can change roles.</p>`}
		</div>`}<//>
	<//>`;
}

export function Teams({ may }) {
	const teams = useGet('/api/teams');
	const keys = useGet('/api/keys');
	const [open, setOpen] = useState(null);
	const [archived, setArchived] = useState(false);
	const close = () => setOpen(null);
	const done = () => {
		close();
		teams.reload();
	};
	const keysOf = team => keys.data?.data.filter(key => key.teamId === team.id && !key.revokedAt).length;
	const columns = [
		{ key: 'name', label: 'Team', render: team => html`<span>${team.name} ${team.archivedAt && html`<${Badge}>archived<//>`}</span>` },
		{ key: 'timeZone', label: 'Time zone' },
		{ key: 'allowedModels', label: 'Allowed models', value: team => team.allowedModels?.length ?? 0, wide: true, render: team => team.allowedModels?.length ? text(team.allowedModels) : html`<span class="muted">all models</span>` },
		{ key: 'keys', label: 'Keys', numeric: true, value: keysOf, render: team => html`<a href=${link('governance', { tab: 'keys', team: team.id })}>${number(keysOf(team))}</a>` },
		{ key: 'createdAt', label: 'Created', render: team => date(team.createdAt) },
		{ key: 'act', label: '', numeric: true, sortable: false, render: team => !team.archivedAt && html`<span class="row-actions">
			<${Button} small kind="ghost" icon="person" onClick=${() => setOpen({ what: 'members', team })}>Members<//>
			${may.owns(team.id) && html`<${Button} small kind="ghost" icon="edit" label=${`Change ${team.name}`} onClick=${() => setOpen({ what: 'form', team })} />`}
			${may.isAdmin && html`<${Button} small kind="ghost" icon="trash" label=${`Archive ${team.name}`} onClick=${() => setOpen({ what: 'archive', team })} />`}</span>` }
	];
	return html`<div>
		<${Card} title="Teams" subtitle="Each key belongs to a team; spend, limits and records follow teams" flush actions=${may.isAdmin && html`<${Button} kind="primary" small icon="plus" onClick=${() => setOpen({ what: 'form' })}>New team<//>`}>
			<${Loaded} of=${teams}>${({ data }) => {
				const ended = data.filter(team => team.archivedAt).length;
				return html`<div><${Table} caption="Teams" class="stacks" columns=${columns} rows=${data.filter(team => archived || !team.archivedAt)} sort=${{ key: 'name', descending: false }}
					empty=${html`<${Empty} icon="person" title="You are not in a team yet"><p>An admin or a team owner can add you.</p><//>`} />
					${ended > 0 && html`<div class="table-more"><${Button} small kind="ghost" onClick=${() => setArchived(!archived)}>${archived ? 'Hide archived teams' : `Show ${ended} archived`}<//></div>`}</div>`;
			}}<//>
		<//>
		${open?.what === 'form' && html`<${TeamForm} team=${open.team} may=${may} onDone=${done} onClose=${close} />`}
		${open?.what === 'members' && html`<${Members} team=${open.team} may=${may} onClose=${close} />`}
		${open?.what === 'archive' && html`<${Confirm} title=${`Archive ${open.team.name}?`} danger confirm="Archive the team" onClose=${close}
			text="Its keys stop working within 5 s. This cannot be undone. Its records stay." onConfirm=${async () => {
				await del(`/api/teams/${open.team.id}`);
				toast(`Team ${open.team.name} archived.`);
				teams.reload();
			}} />`}
	</div>`;
}
