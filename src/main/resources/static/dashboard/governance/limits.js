// Limits: how much may be used at a time, by key, team and model.
import { html, useState } from '../html.js';
import { del, put, url, useGet } from '../api.js';
import { Button, Card, Confirm, Dialog, Empty, Form, Loaded, SelectField, Table, TextField, toast } from '../components.js';
import { dateTime, number } from '../format.js';
import { numberOrNull, useForm } from '../parts/forms.js';

const SCOPES = { key: 'Key', team: 'Team', model: 'Model or policy' };
const EACH = { key: 'each key without its own limit', team: 'each team without its own limit', model: 'each model without its own limit' };

function LimitForm({ given, may, keys, teams, models, onDone, onClose }) {
	const form = useForm({
		scope: given?.scope ?? 'key', subject: given?.subject ?? '', requestsPerMinute: given?.requestsPerMinute ?? '',
		tokensPerMinute: given?.tokensPerMinute ?? '', concurrentCalls: given?.concurrentCalls ?? ''
	});
	const { scope } = form.values;
	const each = may.isAdmin ? [{ value: '*', label: `Default for ${EACH[scope]}` }] : [];
	const subjects = { key: keys.filter(key => may.owns(key.teamId)).map(key => ({ value: key.id, label: `${key.team} / ${key.name}` })), team: teams.map(team => ({ value: team.id, label: team.name })) }[scope];
	const save = form.submit(async values => {
		await put('/api/limits', {
			scope, subject: values.subject, requestsPerMinute: numberOrNull(values.requestsPerMinute), tokensPerMinute: numberOrNull(values.tokensPerMinute), concurrentCalls: numberOrNull(values.concurrentCalls)
		});
		onDone();
	});
	const amount = { inputmode: 'numeric', pattern: '[0-9]*', hint: 'Empty: no limit' };
	return html`<${Dialog} title=${given ? 'Change a limit' : 'New limit'} onClose=${onClose}>
		<${Form} submit=${given ? 'Save' : 'Set the limit'} onCancel=${onClose} onSubmit=${save}>
			${!given && html`<div class="form-row">
				<${SelectField} label="Applies to" value=${scope} onChange=${value => form.set({ scope: value, subject: '' })} options=${(may.isAdmin ? Object.keys(SCOPES) : ['key']).map(value => ({ value, label: SCOPES[value] }))} />
				${subjects ? html`<${SelectField} label="Which" required ...${form.field('subject')} options=${[{ value: '', label: 'Choose…' }, ...each, ...subjects]} />`
					: html`<${TextField} label="Name" required maxlength="400" list="limit-models" hint="* is the default for each one" ...${form.field('subject')} />
						<datalist id="limit-models">${models.map(name => html`<option key=${name} value=${name}></option>`)}</datalist>`}</div>`}
			<div class="form-row">
				<${TextField} label="Calls per minute" ...${amount} ...${form.field('requestsPerMinute')} />
				<${TextField} label="Tokens per minute" ...${amount} ...${form.field('tokensPerMinute')} />
				<${TextField} label="Concurrent calls" ...${amount} ...${form.field('concurrentCalls')} /></div>
		<//>
	<//>`;
}

const amount = value => value === null ? html`<span class="muted">–</span>` : number(value);

export function Limits({ may }) {
	const limits = useGet('/api/limits');
	const keys = useGet('/api/keys');
	const teams = useGet('/api/teams');
	const deployments = useGet('/api/deployments');
	const policies = useGet('/api/policies');
	const [open, setOpen] = useState(null);
	const close = () => setOpen(null);
	const owned = (keys.data?.data ?? []).filter(key => !key.revokedAt);
	const keyOf = limit => owned.find(key => key.id === limit.subject);
	const named = limit => {
		if (limit.subject === '*') {
			return EACH[limit.scope];
		}
		const key = keyOf(limit);
		return limit.scope === 'key' ? (key ? `${key.team} / ${key.name}` : limit.subject)
			: limit.scope === 'team' ? teams.data?.data.find(team => team.id === limit.subject)?.name ?? limit.subject : limit.subject;
	};
	const mayChange = limit => may.isAdmin || (limit.scope === 'key' && may.owns(keyOf(limit)?.teamId));
	const models = [...(policies.data?.data ?? []).map(policy => policy.name), ...new Set((deployments.data?.data ?? []).map(one => one.model))];
	const columns = [
		{ key: 'subject', label: 'Applies to', value: named, wide: true, render: limit => html`<span class="two-lines"><span>${named(limit)}</span><span class="muted">${SCOPES[limit.scope]}</span></span>` },
		{ key: 'requestsPerMinute', label: 'Calls / min', numeric: true, render: limit => amount(limit.requestsPerMinute) },
		{ key: 'tokensPerMinute', label: 'Tokens / min', numeric: true, render: limit => amount(limit.tokensPerMinute) },
		{ key: 'concurrentCalls', label: 'Concurrent', numeric: true, render: limit => amount(limit.concurrentCalls) },
		{ key: 'updatedAt', label: 'Set', render: limit => dateTime(limit.updatedAt) },
		{ key: 'act', label: '', numeric: true, sortable: false, render: limit => mayChange(limit) && html`<span class="row-actions">
			<${Button} small kind="ghost" icon="edit" label=${`Change the limit of ${named(limit)}`} onClick=${() => setOpen({ what: 'form', limit })} />
			<${Button} small kind="ghost" icon="trash" label=${`Remove the limit of ${named(limit)}`} onClick=${() => setOpen({ what: 'remove', limit })} /></span>` }
	];
	return html`<div>
		<${Card} title="Limits" subtitle="Per minute; shared by all nodes that use the same Redis" flush
			actions=${(may.isAdmin || may.teams.some(team => team.role === 'owner')) && html`<${Button} kind="primary" small icon="plus" onClick=${() => setOpen({ what: 'form' })}>New limit<//>`}>
			<${Loaded} of=${limits}>${({ data }) => html`<${Table} caption="Limits" class="stacks" columns=${columns} rows=${data} rowKey=${limit => `${limit.scope} ${limit.subject}`}
				empty=${html`<${Empty} icon="performance" title="No limits yet"><p>Without a limit, a key, team or model can use all capacity.</p><//>`} />`}<//>
		<//>
		${open?.what === 'form' && html`<${LimitForm} given=${open.limit} may=${may} keys=${owned} teams=${(teams.data?.data ?? []).filter(team => !team.archivedAt)} models=${models} onClose=${close} onDone=${() => {
			close();
			toast('Limit saved.');
			limits.reload();
		}} />`}
		${open?.what === 'remove' && html`<${Confirm} title="Remove this limit?" danger confirm="Remove the limit" text=${`Then the default limit applies to ${named(open.limit)}, if there is one.`} onClose=${close} onConfirm=${async () => {
			await del(url('/api/limits', { scope: open.limit.scope, subject: open.limit.subject }));
			toast('Limit removed.');
			limits.reload();
		}} />`}
	</div>`;
}
