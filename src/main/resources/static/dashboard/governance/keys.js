// Keys: made (the secret is shown once), bound, rotated with an overlap, revoked.
import { html, useState } from '../html.js';
import { del, patch, post, useGet } from '../api.js';
import { Badge, Button, Card, Code, Confirm, Dialog, Disclosure, Empty, Form, Loaded, Note, Select, SelectField, Table, TextArea, TextField, toast } from '../components.js';
import { date, dateTime, relative } from '../format.js';
import { link, navigate } from '../router.js';
import { instant, localTime, numberOrNull, orNull, text, useForm, words } from '../parts/forms.js';
import { useManagedTeams } from '../parts/short-lived-key.js';

const OVERLAPS = [
	{ value: 'PT0S', label: 'It stops working now' }, { value: 'PT1H', label: '1 hour' }, { value: 'PT24H', label: '1 day' },
	{ value: 'P7D', label: '7 days' }, { value: 'P30D', label: '30 days' }
];

function stateOf(key) {
	if (key.revokedAt) {
		return { tone: 'neutral', word: 'revoked', detail: dateTime(key.revokedAt), ended: true };
	}
	if (key.expiresAt && new Date(key.expiresAt) <= new Date()) {
		return { tone: 'neutral', word: 'expired', detail: dateTime(key.expiresAt), ended: true };
	}
	if (key.previousSecretUntil && new Date(key.previousSecretUntil) > new Date()) {
		return { tone: 'info', word: 'two secrets', detail: `The old one works until ${dateTime(key.previousSecretUntil)}`, ended: false };
	}
	return { tone: 'ok', word: 'active', detail: '', ended: false };
}

function Secret({ issued, onClose }) {
	return html`<${Dialog} title=${`Secret of ${issued.name}`} onClose=${onClose} actions=${html`<${Button} kind="primary" onClick=${onClose}>I have stored it<//>`}>
		<${Note} tone="warn" icon="key"><p><strong>It is shown only once.</strong> Serai keeps only a hash of it. Store it where your application reads its secrets.</p><//>
		<div class="secret"><${Code} text=${issued.secret} /></div>
		<p class="muted">Applications send it as <code>Authorization: Bearer …</code>, or as <code>x-api-key</code>.</p>
	<//>`;
}

function valuesOf(key, team) {
	return {
		teamId: key?.teamId ?? team ?? '', name: key?.name ?? '', expiresAt: localTime(key?.expiresAt), allowedModels: text(key?.allowedModels),
		allowedEndpoints: text(key?.allowedEndpoints), allowedOrigins: text(key?.allowedOrigins), feature: key?.defaults?.feature ?? '',
		policy: key?.defaults?.policy ?? '', maxOutputTokens: key?.defaults?.maxOutputTokens ?? '', tags: text(key?.defaults?.tags)
	};
}

function bodyOf(values) {
	return {
		name: values.name, expiresAt: instant(values.expiresAt), allowedModels: words(values.allowedModels), allowedEndpoints: words(values.allowedEndpoints),
		allowedOrigins: words(values.allowedOrigins),
		defaults: { feature: orNull(values.feature), policy: orNull(values.policy), maxOutputTokens: numberOrNull(values.maxOutputTokens), tags: words(values.tags) }
	};
}

function KeyForm({ given, team, teams, onDone, onClose }) {
	const form = useForm(valuesOf(given, team ?? teams[0]?.id));
	const bound = given && (given.allowedModels?.length || given.allowedEndpoints?.length || given.allowedOrigins?.length || given.defaults?.feature);
	const save = form.submit(async values => onDone(given ? await patch(`/api/keys/${given.id}`, bodyOf(values)) : await post('/api/keys', { teamId: values.teamId, ...bodyOf(values) })));
	return html`<${Dialog} title=${given ? `Change ${given.name}` : 'New key'} onClose=${onClose}>
		<${Form} submit=${given ? 'Save' : 'Create the key'} onCancel=${onClose} onSubmit=${save}>
			${!given && html`<${SelectField} label="Team" required hint="The team that owns the key and pays for its calls" ...${form.field('teamId')} options=${teams.map(one => ({ value: one.id, label: one.name }))} />`}
			<${TextField} label="Name" required maxlength="100" autofocus hint="For example production, laptop, ci" ...${form.field('name')} />
			<${TextField} label="Expires" type="datetime-local" hint="In this computer’s time zone; empty means never" ...${form.field('expiresAt')} />
			<${Disclosure} summary="Restrictions" open=${Boolean(bound)}>
				<${TextArea} label="Models and policies" rows="2" hint="Names separated by commas; empty means everything that the team may use" ...${form.field('allowedModels')} />
				<${TextField} label="Endpoints" hint="Paths, for example /v1/chat/completions; empty means all" ...${form.field('allowedEndpoints')} />
				<${TextField} label="Addresses" hint="Where calls may come from, for example 10.0.0.0/8; empty means everywhere" ...${form.field('allowedOrigins')} />
			<//>
			<${Disclosure} summary="Defaults" open=${Boolean(given?.defaults?.feature || given?.defaults?.policy)}>
				<p class="field-hint">Used for calls that do not set them.</p>
				<div class="form-row"><${TextField} label="Feature" maxlength="256" ...${form.field('feature')} /><${TextField} label="Policy" maxlength="256" ...${form.field('policy')} /></div>
				<div class="form-row"><${TextField} label="Maximum output tokens" inputmode="numeric" pattern="[0-9]+" ...${form.field('maxOutputTokens')} /><${TextField} label="Tags" hint="Separated by commas" ...${form.field('tags')} /></div>
			<//>
		<//>
	<//>`;
}

function Rotate({ given, onDone, onClose }) {
	const form = useForm({ overlap: 'PT24H' });
	return html`<${Dialog} title=${`Rotate the secret of ${given.name}`} onClose=${onClose}>
		<${Form} submit="Rotate the secret" onCancel=${onClose} onSubmit=${form.submit(async values => onDone(await post(`/api/keys/${given.id}/rotate`, values)))}>
			<p>The key stays the same: rights, limits and records do not change.</p>
			<${SelectField} label="How long the old secret keeps working" ...${form.field('overlap')} options=${OVERLAPS} />
		<//>
	<//>`;
}

function Bounds({ of: key }) {
	const bounds = [
		key.allowedModels?.length && `models: ${text(key.allowedModels)}`, key.allowedEndpoints?.length && `endpoints: ${text(key.allowedEndpoints)}`,
		key.allowedOrigins?.length && `from ${text(key.allowedOrigins)}`, key.defaults?.maxOutputTokens && `answers up to ${key.defaults.maxOutputTokens} tokens`
	].filter(Boolean);
	return bounds.length ? html`<span class="clamp" title=${bounds.join('; ')}>${bounds.join('; ')}</span>` : html`<span class="muted">everything that the team may use</span>`;
}

export function Keys({ params, may }) {
	const keys = useGet('/api/keys', { team: params.team });
	const teams = useGet('/api/teams');
	const managed = useManagedTeams();
	const [open, setOpen] = useState(null);
	const [ended, setEnded] = useState(false);
	const close = () => setOpen(null);
	const changed = () => {
		close();
		toast('Key saved. It takes effect on all nodes within 5 s.');
		keys.reload();
	};
	const issued = key => {
		setOpen({ what: 'secret', key });
		keys.reload();
	};
	const columns = [
		{ key: 'name', label: 'Key', render: key => html`<span class="two-lines"><span>${key.name}</span><code class="muted">${`sk-serai-${key.publicId}…`}</code></span>` },
		{ key: 'team', label: 'Team' },
		{ key: 'state', label: 'State', value: key => stateOf(key).word, render: key => {
			const state = stateOf(key);
			return html`<${Badge} tone=${state.tone} dot title=${state.detail}>${state.word}<//>`;
		} },
		{ key: 'bounds', label: 'Restrictions', sortable: false, wide: true, render: key => html`<${Bounds} of=${key} />` },
		{ key: 'expiresAt', label: 'Expires', render: key => key.expiresAt ? html`<span title=${dateTime(key.expiresAt)}>${relative(key.expiresAt)}</span>` : html`<span class="muted">never</span>` },
		{ key: 'createdAt', label: 'Created', render: key => date(key.createdAt) },
		{ key: 'act', label: '', numeric: true, sortable: false, render: key => html`<span class="row-actions">
			<a class="button ghost small" href=${link('calls', { key: key.id })}>Calls</a>
			${may.owns(key.teamId) && !stateOf(key).ended && html`<${Button} small kind="ghost" icon="edit" label=${`Change ${key.name}`} onClick=${() => setOpen({ what: 'form', key })} />
				<${Button} small kind="ghost" icon="refresh" label=${`Rotate the secret of ${key.name}`} onClick=${() => setOpen({ what: 'rotate', key })} />
				<${Button} small kind="ghost" icon="trash" label=${`Revoke ${key.name}`} onClick=${() => setOpen({ what: 'revoke', key })} />`}</span>` }
	];
	const options = [{ value: '', label: 'All teams' }, ...(teams.data?.data ?? []).map(team => ({ value: team.id, label: team.name }))];
	return html`<div>
		<${Card} title="Keys" subtitle="What applications authenticate with" flush actions=${html`<${Select} label="Team" value=${params.team ?? ''} options=${options} onChange=${team => navigate('governance', { tab: 'keys', team })} />
			${managed.data?.length > 0 && html`<${Button} kind="primary" small icon="plus" onClick=${() => setOpen({ what: 'form' })}>New key<//>`}`}>
			<${Loaded} of=${keys}>${({ data }) => {
				const over = data.filter(key => stateOf(key).ended);
				return html`<div><${Table} caption="Keys, newest first" class="stacks" columns=${columns} rows=${data.filter(key => ended || !stateOf(key).ended)}
					empty=${html`<${Empty} icon="key" title="No keys yet"><p>${managed.data?.length > 0 ? 'Create a key, and call Serai with it as you would call OpenAI.' : 'An owner of your team can create one.'}</p><//>`} />
					${over.length > 0 && html`<div class="table-more"><${Button} small kind="ghost" onClick=${() => setEnded(!ended)}>${ended ? 'Hide ended keys' : `Show ${over.length} ended`}<//></div>`}</div>`;
			}}<//>
		<//>
		${open?.what === 'form' && html`<${KeyForm} given=${open.key} team=${params.team} teams=${managed.data ?? []} onClose=${close} onDone=${key => open.key ? changed() : issued(key)} />`}
		${open?.what === 'rotate' && html`<${Rotate} given=${open.key} onClose=${close} onDone=${issued} />`}
		${open?.what === 'secret' && html`<${Secret} issued=${open.key} onClose=${close} />`}
		${open?.what === 'revoke' && html`<${Confirm} title=${`Revoke ${open.key.team} / ${open.key.name}?`} danger confirm="Revoke the key" onClose=${close}
			text="Applications that use it are refused on all nodes within 5 s. This cannot be undone." onConfirm=${async () => {
				await del(`/api/keys/${open.key.id}`);
				toast(`Key ${open.key.team} / ${open.key.name} revoked.`);
				keys.reload();
			}} />`}
	</div>`;
}
