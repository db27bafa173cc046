// Reports by mail: who gets which, when, what they look like, and whether they arrived.
import { html, useState } from '../html.js';
import { del, patch, post, useGet } from '../api.js';
import { Badge, Button, Card, CheckField, Confirm, Dialog, Empty, Form, Loaded, Note, PageHeader, SelectField, Skeleton, Table, TextArea, TextField, toast } from '../components.js';
import { date, dateTime, plural, relative } from '../format.js';
import { prefs, zones } from '../prefs.js';
import { Exports } from '../parts/exports.js';
import { useForm, words } from '../parts/forms.js';
import { ReportPreview } from '../parts/report-preview.js';
import { useManagedTeams } from '../parts/short-lived-key.js';

const FREQUENCIES = [{ value: 'daily', label: 'Daily' }, { value: 'weekly', label: 'Weekly, on Monday' }, { value: 'monthly', label: 'Monthly, on the 1st' }];
const STATES = { waiting: ['info', 'waiting'], sending: ['info', 'sending'], sent: ['ok', 'sent'], failed: ['bad', 'failed'] };
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }));

const frequency = value => FREQUENCIES.find(one => one.value === value)?.label ?? value;

function ReportForm({ given, may, teams, onDone, onClose }) {
	const form = useForm({
		name: given?.name ?? '', teamId: given?.teamId ?? (may.seesAll ? '' : teams[0]?.id ?? ''), recipients: (given?.recipients ?? [may.person.email]).join('\n'),
		frequency: given?.frequency ?? 'weekly', timeZone: given?.timeZone ?? prefs().zone, hour: String(given?.hour ?? 7), enabled: given?.enabled ?? true
	});
	const save = form.submit(async values => {
		const said = { name: values.name, recipients: words(values.recipients), frequency: values.frequency, timeZone: values.timeZone, hour: Number(values.hour), enabled: values.enabled };
		await (given ? patch(`/api/reports/${given.id}`, said) : post('/api/reports', { ...said, scope: values.teamId ? 'team' : 'all', ...(values.teamId && { teamId: values.teamId }) }));
		onDone();
	});
	return html`<${Dialog} title=${given ? `Change ${given.name}` : 'New report'} onClose=${onClose}>
		<${Form} submit=${given ? 'Save' : 'Subscribe'} onCancel=${onClose} onSubmit=${save}>
			<${TextField} label="Name" required maxlength="100" autofocus hint="Heading of the mail" ...${form.field('name')} />
			${!given && html`<${SelectField} label="Spend of" ...${form.field('teamId')} options=${[...(may.isAdmin ? [{ value: '', label: 'All teams' }] : []), ...teams.map(team => ({ value: team.id, label: team.name }))]} />`}
			<${TextArea} label="To" required rows="2" hint="E-mail addresses, one per line" ...${form.field('recipients')} />
			<div class="form-row"><${SelectField} label="How often" ...${form.field('frequency')} options=${FREQUENCIES} /><${SelectField} label="At" ...${form.field('hour')} options=${HOURS} /></div>
			<${SelectField} label="Time zone" hint="For the days, weeks and months of the report" ...${form.field('timeZone')} options=${[...new Set([form.values.timeZone, ...zones()])].map(zone => ({ value: zone, label: zone }))} />
			<${CheckField} label="Send on schedule" hint="Otherwise only on demand" value=${form.values.enabled} onChange=${enabled => form.set({ enabled })} />
		<//>
	<//>`;
}

const period = delivery => `${date(delivery.periodStart)} – ${date(new Date(new Date(delivery.periodEnd).getTime() - 1))}`;

const DELIVERY_COLUMNS = [
	{ key: 'periodStart', label: 'Period', render: delivery => html`<span class="two-lines"><span>${period(delivery)}</span>${delivery.onDemand && html`<span class="muted">on demand</span>`}</span>` },
	{ key: 'status', label: 'State', render: delivery => html`<${Badge} tone=${STATES[delivery.status]?.[0]} dot>${STATES[delivery.status]?.[1] ?? delivery.status}<//>` },
	{ key: 'attempts', label: 'Attempts', numeric: true },
	{ key: 'sentAt', label: 'Sent', render: delivery => delivery.sentAt ? html`<span title=${dateTime(delivery.sentAt)}>${relative(delivery.sentAt)}</span>` : html`<span class="muted">not yet</span>` },
	{ key: 'lastError', label: 'Error', wide: true, sortable: false, render: delivery => delivery.lastError && html`<span class=${delivery.status === 'sent' ? 'muted' : 'bad-text'}>${delivery.lastError}</span>` }
];

function Deliveries({ report, onClose }) {
	const deliveries = useGet(`/api/reports/${encodeURIComponent(report.id)}/deliveries`, undefined, { every: 3000 });
	return html`<${Dialog} title=${`Deliveries of ${report.name}`} wide onClose=${onClose}>
		<${Loaded} of=${deliveries}>${({ data }) => html`<${Table} caption="Deliveries, newest first" dense columns=${DELIVERY_COLUMNS} rows=${data} limit=${20} empty=${html`<${Empty} icon="reports" title="No deliveries yet" />`} />`}<//>
	<//>`;
}

function NoMail() {
	const status = useGet('/api/status');
	return status.data?.smtp === false && html`<div class="above"><${Note} tone="warn" icon="warning"><p>No mail server is configured (<code>SERAI_SMTP_HOST</code>). You can create and preview reports; due reports are sent as soon as there is a server.</p><//></div>`;
}

export default function Reports({ session }) {
	const reports = useGet('/api/reports');
	const teams = useGet('/api/teams');
	const managed = useManagedTeams();
	const [open, setOpen] = useState(null);
	const close = () => setOpen(null);
	const mayChange = report => session.isAdmin || (report.teamId && session.owns(report.teamId));
	const send = async report => {
		try {
			await post(`/api/reports/${report.id}/send`);
			toast(`${report.name} is being sent.`);
			setOpen({ what: 'deliveries', report });
		}
		catch (failure) {
			toast(failure.message, 'bad');
		}
	};
	const scope = report => report.teamId ? teams.data?.data.find(team => team.id === report.teamId)?.name ?? 'one team' : report.scope === 'team' ? 'one team' : 'all teams';
	const columns = [
		{ key: 'name', label: 'Report', render: report => html`<span class="two-lines"><span>${report.name}</span><span class="muted">${`Spend of ${scope(report)}`}</span></span>` },
		{ key: 'recipients', label: 'To', sortable: false, wide: true, render: report => html`<span class="clamp" title=${report.recipients.join(', ')}>${report.recipients.join(', ')}</span>` },
		{ key: 'frequency', label: 'When', render: report => html`<span class="two-lines"><span>${`${frequency(report.frequency)}, ${String(report.hour).padStart(2, '0')}:00`}</span><span class="muted">${report.timeZone}</span></span>` },
		{ key: 'nextAt', label: 'Next', render: report => report.enabled && report.nextAt ? html`<span title=${dateTime(report.nextAt)}>${relative(report.nextAt)}</span>` : html`<${Badge}>only on demand<//>` },
		{ key: 'lastSentAt', label: 'Last sent', render: report => html`<button type="button" class="link-button" onClick=${() => setOpen({ what: 'deliveries', report })} title="Deliveries">${report.lastSentAt ? relative(report.lastSentAt) : 'never'}</button>` },
		{ key: 'act', label: '', numeric: true, sortable: false, render: report => html`<span class="row-actions">
			<${Button} small kind="ghost" onClick=${() => setOpen({ what: 'preview', report })}>Preview<//>
			${mayChange(report) && html`<${Button} small kind="ghost" icon="send" label=${`Send ${report.name} now`} onClick=${() => setOpen({ what: 'send', report })} />
				<${Button} small kind="ghost" icon="edit" label=${`Change ${report.name}`} onClick=${() => setOpen({ what: 'form', report })} />
				<${Button} small kind="ghost" icon="trash" label=${`Delete ${report.name}`} onClick=${() => setOpen({ what: 'delete', report })} />`}</span>` }
	];
	const mayMake = session.isAdmin || managed.data?.length > 0;
	return html`<div>
		<${PageHeader} title="Reports" subtitle="Spend by mail, compared with budgets and the previous period, with a forecast"
			actions=${mayMake && html`<${Button} kind="primary" icon="plus" onClick=${() => setOpen({ what: 'form' })}>New report<//>`} />
		<${NoMail} />
		<${Card} flush>
			<${Loaded} of=${reports} skeleton=${html`<${Skeleton} height=${240} />`}>${({ data }) => html`<${Table} caption="Reports" class="stacks" columns=${columns} rows=${data}
				empty=${html`<${Empty} icon="reports" title="No reports yet" action=${mayMake && html`<${Button} kind="primary" icon="plus" onClick=${() => setOpen({ what: 'form' })}>Create one<//>`}><p>A report mails the spend of each day, week or month to the people who pay.</p><//>`} />`}<//>
		<//>
		${session.seesAll && html`<${Exports} />`}
		${open?.what === 'form' && html`<${ReportForm} given=${open.report} may=${session} teams=${managed.data ?? []} onClose=${close} onDone=${() => {
			close();
			toast('Report saved.');
			reports.reload();
		}} />`}
		${open?.what === 'preview' && html`<${ReportPreview} report=${open.report} onClose=${close} />`}
		${open?.what === 'deliveries' && html`<${Deliveries} report=${open.report} onClose=${close} />`}
		${open?.what === 'send' && html`<${Confirm} title=${`Send ${open.report.name} now?`} confirm="Send now" text=${`The report of the last complete period is sent to ${plural(open.report.recipients.length, 'address', 'addresses')}: ${open.report.recipients.join(', ')}.`} onClose=${() => setOpen(now => now?.what === 'send' ? null : now)} onConfirm=${() => send(open.report)} />`}
		${open?.what === 'delete' && html`<${Confirm} title=${`Delete ${open.report.name}?`} danger confirm="Delete the report" text="It is no longer sent, and waiting deliveries are cancelled." onClose=${close} onConfirm=${async () => {
			await del(`/api/reports/${open.report.id}`);
			toast('Report deleted.');
			reports.reload();
		}} />`}
	</div>`;
}
