// Alerts: open and past ones, who was notified, and the rules.
import { classes, html, useState } from '../html.js';
import { post, useGet } from '../api.js';
import { Badge, Button, Card, Empty, Icon, Loaded, PageHeader, Segments, Select, Skeleton, Tabs, toast } from '../components.js';
import { dateTime, duration, money, number, plural, relative } from '../format.js';
import { link } from '../router.js';
import { AlertRules, KINDS, SEVERITIES } from '../parts/alert-rules.js';

const TRANSITIONS = { raised: '', reminder: ' (reminder)', resolved: ' (resolved)' };

function toldInWords({ channel, transition, status, error }) {
	const of = `${channel}${TRANSITIONS[transition] ?? ''}`;
	switch (status) {
		case 'sent': return `notified ${of}`;
		case 'failed': return `could not notify ${of}${error ? `: ${error}` : ''}`;
		default: return `notifying ${of}`;
	}
}

function measured(alert) {
	const show = { percent: value => `${Number(Number(value).toPrecision(3))} %`, ms: value => duration(Number(value)), usd: money }[alert.unit] ?? String;
	return alert.value !== null && alert.value !== undefined && `${show(alert.value)}${alert.threshold !== null && alert.threshold !== undefined ? `, threshold ${show(alert.threshold)}` : ''}`;
}

function Told({ notification }) {
	return html`<span class=${classes(notification.status === 'failed' && 'bad-text')} title=${notification.error ?? (notification.sentAt && dateTime(notification.sentAt))}>${toldInWords(notification)}</span>`;
}

/** The page with the details. */
function whereTo(alert) {
	switch (alert.kind) {
		case 'budget': return link('governance', { tab: 'budgets' });
		case 'forecast': return link('forecast', { team: alert.teamId });
		case 'breaker_open': return link('routing', { tab: 'deployments' });
		case 'error_rate': return link('calls', { outcome: 'failed', period: '24h', team: alert.team });
		case 'latency': return link('calls', { period: '24h', sort: 'time', team: alert.team });
		case 'spend_anomaly': return link('costs', { period: '24h' });
		default: return link('compliance', { tab: 'register' });
	}
}

function OneAlert({ alert, may, onChange }) {
	const [busy, setBusy] = useState(false);
	const [tone, word] = SEVERITIES[alert.severity] ?? ['neutral', alert.severity];
	const open = alert.status === 'open';
	const mayKnow = may.isAdmin || (alert.teamId && may.owns(alert.teamId));
	const acknowledge = async () => {
		setBusy(true);
		try {
			await post(`/api/alerts/${alert.id}/acknowledge`);
			toast('Acknowledged. No more reminders are sent.');
			onChange();
		}
		catch (failure) {
			toast(failure.message, 'bad');
		}
		setBusy(false);
	};
	return html`<li class=${classes('alert-row', !open && 'over')}>
		<span class=${`alert-mark ${open ? tone : 'neutral'}`}><${Icon} name=${open ? 'warning' : 'check'} size=${18} /><span class="sr-only">${open ? word : 'resolved'}</span></span>
		<div class="alert-text">
			<p class="alert-summary">${alert.summary}</p>
			<p class="muted alert-facts"><span>${KINDS[alert.kind]?.label ?? alert.kind}</span><span>${alert.rule}</span>${alert.team && html`<span>${alert.team}</span>`}${measured(alert) && html`<span>${measured(alert)}</span>`}
				<span title=${dateTime(alert.at)}>${`raised ${relative(alert.at)}`}</span>${alert.resolvedAt && html`<span title=${dateTime(alert.resolvedAt)}>${`resolved ${relative(alert.resolvedAt)}`}</span>`}
				${alert.acknowledgedAt && html`<span title=${dateTime(alert.acknowledgedAt)}>${`acknowledged by ${alert.acknowledgedBy}`}</span>`}
				${(alert.notifications ?? []).map((notification, index) => html`<${Told} key=${index} notification=${notification} />`)}</p>
		</div>
		<div class="row-actions"><a class="button ghost small" href=${whereTo(alert)}>Details</a>
			${open && !alert.acknowledgedAt && mayKnow && html`<${Button} small icon="check" busy=${busy} onClick=${acknowledge}>Acknowledge<//>`}
			${!open && html`<${Badge}>resolved<//>`}</div>
	</li>`;
}

function AlertList({ params, navigate, may }) {
	const which = ['open', 'over', 'all'].includes(params.which) ? params.which : 'open';
	const alerts = useGet('/api/alerts', { open: { open: 'true', over: 'false', all: undefined }[which], kind: params.kind, limit: 200 }, { every: 10000 });
	const change = next => navigate('alerts', { ...params, ...next }, { replace: true });
	return html`<${Card} actions=${html`<${Select} label="Kind" value=${params.kind ?? ''} options=${[{ value: '', label: 'All kinds' }, ...Object.entries(KINDS).map(([value, kind]) => ({ value, label: kind.label }))]} onChange=${kind => change({ kind })} />
			<${Segments} label="Which alerts" value=${which} options=${[{ value: 'open', label: 'Open' }, { value: 'over', label: 'Resolved' }, { value: 'all', label: 'All' }]} onChange=${next => change({ which: next === 'open' ? undefined : next })} />`}
			title=${alerts.data ? plural(alerts.data.data.length, which === 'open' ? 'open alert' : 'alert') : 'Alerts'}>
		<${Loaded} of=${alerts} skeleton=${html`<${Skeleton} height=${240} />`}>${({ data }) => data.length === 0
			? html`<${Empty} icon="check" title=${which === 'open' ? 'No open alerts' : 'No alerts'}><p>${which === 'open' ? 'Past alerts are under Resolved.' : ''}</p><//>`
			: html`<ul>${data.map(alert => html`<${OneAlert} key=${alert.id} alert=${alert} may=${may} onChange=${alerts.reload} />`)}</ul>`}<//>
	<//>`;
}

export default function Alerts({ session, params, navigate }) {
	const rules = useGet('/api/alert-rules');
	const teams = useGet('/api/teams');
	const tab = params.tab === 'rules' ? 'rules' : 'alerts';
	return html`<div>
		<${PageHeader} title="Alerts" subtitle="Conditions that need attention, and who is notified" />
		<${Tabs} label="Parts of alerts" tabs=${[{ id: 'alerts', label: 'Alerts' }, { id: 'rules', label: 'Rules', count: rules.data?.data.length }]} value=${tab} onChange=${next => navigate('alerts', { tab: next })} />
		<div role="tabpanel" class="tab-panel" aria-label=${tab === 'rules' ? 'Rules' : 'Alerts'}>
			${tab === 'rules' ? html`<${AlertRules} rules=${rules} may=${session} teams=${teams.data?.data ?? []} />` : html`<${AlertList} params=${params} navigate=${navigate} may=${session} />`}
		</div>
	</div>`;
}
