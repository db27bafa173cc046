// Alert rules: what to watch, the severity, and which channels to notify.
import { html, useState } from '../html.js';
import { del, patch, post } from '../api.js';
import { Badge, Button, Card, CheckField, Confirm, Dialog, Empty, Form, Loaded, SelectField, Table, TextField, toast } from '../components.js';
import { money, number } from '../format.js';
import { numberOrNull, orNull, useForm } from './forms.js';
import { lengthInWords } from './iso-duration.js';
import { useManagedTeams } from './short-lived-key.js';

export const KINDS = {
	budget: { label: 'Budget', text: 'A budget has reached one of its thresholds' },
	forecast: { label: 'Forecast', text: 'A budget is expected to run out before its period ends' },
	spend_anomaly: { label: 'Unusual spend', text: 'A day costs much more than usual for such days', threshold: 'Times the usual deviation', per: true, usd: true },
	error_rate: { label: 'Error rate', text: 'Too many calls fail', threshold: 'Failed calls in %', per: true, calls: true, window: 'Window' },
	latency: { label: 'Latency', text: 'Calls take too long', threshold: 'Latency in ms (95th percentile)', per: true, calls: true, window: 'Window' },
	breaker_open: { label: 'Deployment paused', text: 'A deployment stays paused because it fails', window: 'For at least' },
	price_change: { label: 'Price change', text: 'A price in the catalog changes soon', window: 'Look ahead' },
	deprecation: { label: 'Deprecation', text: 'A model in use is deprecated soon', window: 'Look ahead' }
};

export const SEVERITIES = { info: ['info', 'Info'], warning: ['warn', 'Warning'], critical: ['bad', 'Critical'] };

const PER = [{ value: '', label: 'Default' }, { value: 'total', label: 'All calls' }, { value: 'team', label: 'Each team' }, { value: 'provider', label: 'Each provider' }, { value: 'model', label: 'Each model' }, { value: 'deployment', label: 'Each deployment' }];

const BACK = ['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H'];
const AHEAD = ['P7D', 'P14D', 'P30D', 'P60D', 'P90D'];
const LAST = ['PT1M', 'PT5M', 'PT15M'];

function windowsOf(kind, given) {
	const known = kind === 'breaker_open' ? LAST : kind === 'price_change' || kind === 'deprecation' ? AHEAD : BACK;
	return [{ value: '', label: 'Default' }, ...[...new Set([...known, ...(given ? [given] : [])])].map(value => ({ value, label: lengthInWords(value) }))];
}

const REMINDERS = [{ value: '', label: 'No reminders' }, ...['PT1H', 'PT4H', 'P1D', 'P7D'].map(value => ({ value, label: `every ${lengthInWords(value)}` }))];

const UNITS = { percent: value => `${value} %`, ms: value => `${number(value)} ms`, deviations: value => `${value} × the usual deviation` };

function condition(rule) {
	const parts = [
		rule.threshold !== null && rule.threshold !== undefined && `${(UNITS[rule.unit] ?? String)(rule.threshold)} or more`, rule.per && rule.per !== 'total' && `of each ${rule.per}`,
		rule.window && `${rule.kind === 'breaker_open' ? 'for' : rule.kind === 'price_change' || rule.kind === 'deprecation' ? 'within' : 'in'} ${lengthInWords(rule.window)}`,
		rule.minimumCalls && `at least ${number(rule.minimumCalls)} calls`, rule.minimumUsd && `at least ${money(rule.minimumUsd)}`
	].filter(Boolean);
	return parts.length ? parts.join(', ') : KINDS[rule.kind]?.text ?? '';
}

function ChannelChecks({ channels, chosen, forTeam, onChange }) {
	const open = channels.filter(channel => !forTeam || channel.forTeams);
	return html`<fieldset class="field"><legend class="field-legend">Channels</legend>
		${open.length === 0 ? html`<p class="muted">No channels are configured${forTeam ? ' for teams' : ''}. An operator configures them in <code>config/alerts.yaml</code>; until then, alerts only appear here.</p>`
			: open.map(channel => html`<${CheckField} key=${channel.name} label=${`${channel.name} (${channel.type})`} hint=${channel.configured ? undefined : 'Not configured yet: nothing can be sent'}
				value=${chosen.includes(channel.name)} onChange=${on => onChange(on ? [...chosen, channel.name] : chosen.filter(name => name !== channel.name))} />`)}
	</fieldset>`;
}

function RuleForm({ given, may, channels, onDone, onClose }) {
	const managed = useManagedTeams();
	const form = useForm({
		name: given?.name ?? '', kind: given?.kind ?? 'error_rate', teamId: given?.teamId ?? '', threshold: given?.threshold ?? '', window: given?.window ?? '', minimumCalls: given?.minimumCalls ?? '', minimumUsd: given?.minimumUsd ?? '',
		per: given?.per ?? '', severity: given?.severity ?? 'warning', channels: given?.channels ?? [], remindAfter: given?.remindAfter ?? '', enabled: given?.enabled ?? true
	});
	const { values } = form;
	const kind = KINDS[values.kind];
	const teams = managed.data ?? [];
	const teamId = values.teamId || (may.isAdmin ? '' : teams[0]?.id ?? '');
	const save = form.submit(async () => {
		const said = {
			name: values.name, severity: values.severity, channels: values.channels, remindAfter: orNull(values.remindAfter), enabled: values.enabled,
			...(kind.threshold && { threshold: numberOrNull(values.threshold) }), ...(kind.window && { window: orNull(values.window) }), ...(kind.per && { per: orNull(values.per) }),
			...(kind.calls && { minimumCalls: numberOrNull(values.minimumCalls) }), ...(kind.usd && { minimumUsd: orNull(values.minimumUsd) })
		};
		await (given ? patch(`/api/alert-rules/${given.id}`, said) : post('/api/alert-rules', { kind: values.kind, ...(teamId ? { scope: 'team', teamId } : { scope: 'all' }), ...said }));
		onDone();
	});
	return html`<${Dialog} title=${given ? `Change ${given.name}` : 'New rule'} onClose=${onClose}>
		<${Form} submit=${given ? 'Save' : 'Create the rule'} onCancel=${onClose} onSubmit=${save}>
			<${TextField} label="Name" required maxlength="100" autofocus ...${form.field('name')} />
			${!given && html`<div class="form-row"><${SelectField} label="Kind" hint=${kind.text} ...${form.field('kind')} options=${Object.entries(KINDS).map(([value, one]) => ({ value, label: one.label }))} />
				<${SelectField} label="Applies to" ...${form.field('teamId')} value=${teamId} options=${[...(may.isAdmin ? [{ value: '', label: 'All teams' }] : []), ...teams.map(team => ({ value: team.id, label: team.name }))]} /></div>`}
			${(kind.threshold || kind.window) && html`<div class="form-row">
				${kind.threshold && html`<${TextField} label=${kind.threshold} inputmode="decimal" pattern="[0-9]+([.][0-9]+)?" placeholder="Default" ...${form.field('threshold')} />`}
				${kind.window && html`<${SelectField} label=${kind.window} ...${form.field('window')} options=${windowsOf(values.kind, given?.window)} />`}</div>`}
			${(kind.per || kind.calls || kind.usd) && html`<div class="form-row">
				${kind.per && html`<${SelectField} label="One alert for" ...${form.field('per')} options=${PER} />`}
				${kind.calls && html`<${TextField} label="Minimum calls" inputmode="numeric" pattern="[0-9]+" placeholder="Default" ...${form.field('minimumCalls')} />`}
				${kind.usd && html`<${TextField} label="Minimum US$" inputmode="decimal" pattern="[0-9]+([.][0-9]+)?" placeholder="Default" ...${form.field('minimumUsd')} />`}</div>`}
			<div class="form-row"><${SelectField} label="Severity" ...${form.field('severity')} options=${Object.entries(SEVERITIES).map(([value, [, label]]) => ({ value, label }))} />
				<${SelectField} label="Reminders" ...${form.field('remindAfter')} options=${values.remindAfter && !REMINDERS.some(one => one.value === values.remindAfter) ? [...REMINDERS, { value: values.remindAfter, label: `every ${lengthInWords(values.remindAfter)}` }] : REMINDERS} /></div>
			<${ChannelChecks} channels=${channels} chosen=${values.channels} forTeam=${!may.isAdmin} onChange=${next => form.set({ channels: next })} />
			<${CheckField} label="Enabled" value=${values.enabled} onChange=${enabled => form.set({ enabled })} />
		<//>
	<//>`;
}

export function AlertRules({ rules, may, teams }) {
	const [open, setOpen] = useState(null);
	const close = () => setOpen(null);
	const owner = may.teams.some(team => team.role === 'owner');
	const mayChange = rule => may.isAdmin || (rule.teamId && may.owns(rule.teamId));
	const channels = rules.data?.channels ?? [];
	const columns = [
		{ key: 'name', label: 'Rule', render: rule => html`<span class="two-lines"><span>${rule.name}</span><span class="muted">${KINDS[rule.kind]?.label ?? rule.kind}${rule.teamId && `, ${teams.find(team => team.id === rule.teamId)?.name ?? 'one team'}`}</span></span>` },
		{ key: 'condition', label: 'Condition', sortable: false, wide: true, render: rule => html`<span class="clamp">${condition(rule)}</span>` },
		{ key: 'severity', label: 'Severity', render: rule => html`<${Badge} tone=${SEVERITIES[rule.severity]?.[0]}>${SEVERITIES[rule.severity]?.[1] ?? rule.severity}<//>` },
		{ key: 'channels', label: 'Channels', value: rule => rule.channels.join(), render: rule => rule.channels.length ? html`<span class="tag-list">${rule.channels.map(name => html`<span key=${name} class="tag">${name}</span>`)}</span>` : html`<span class="muted">this page only</span>` },
		{ key: 'enabled', label: 'State', value: rule => String(rule.enabled), render: rule => html`<${Badge} tone=${rule.enabled ? 'ok' : 'neutral'} dot>${rule.enabled ? 'on' : 'off'}<//>` },
		{ key: 'act', label: '', numeric: true, sortable: false, render: rule => mayChange(rule) && html`<span class="row-actions">
			<${Button} small kind="ghost" icon="edit" label=${`Change ${rule.name}`} onClick=${() => setOpen({ what: 'form', rule })} />
			<${Button} small kind="ghost" icon="trash" label=${`Delete ${rule.name}`} onClick=${() => setOpen({ what: 'delete', rule })} /></span>` }
	];
	const done = () => {
		close();
		toast('Rule saved. It applies from the next evaluation, within a minute.');
		rules.reload();
	};
	return html`<div>
		<${Card} title="Rules" subtitle="What to watch, and which channels to notify" flush actions=${(may.isAdmin || owner) && html`<${Button} kind="primary" small icon="plus" onClick=${() => setOpen({ what: 'form' })}>New rule<//>`}>
			<${Loaded} of=${rules}>${({ data }) => html`<${Table} caption="Rules" class="stacks" columns=${columns} rows=${data} empty=${html`<${Empty} icon="alerts" title="No rules yet"><p>Without rules, no alerts fire.</p><//>`} />`}<//>
		<//>
		${open?.what === 'form' && html`<${RuleForm} given=${open.rule} may=${may} channels=${channels} onDone=${done} onClose=${close} />`}
		${open?.what === 'delete' && html`<${Confirm} title=${`Delete ${open.rule.name}?`} danger confirm="Delete the rule" text="Its open alerts are resolved without a notification, and stay visible." onClose=${close} onConfirm=${async () => {
			await del(`/api/alert-rules/${open.rule.id}`);
			toast('Rule deleted.');
			rules.reload();
		}} />`}
	</div>`;
}
