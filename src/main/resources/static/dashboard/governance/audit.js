// The audit log: who changed what and when, with the values before and after. Filters and pages are in the address.
import { html, useEffect, useState } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Button, Card, Dialog, Empty, LinkButton, Loaded, Select, Table, TextField } from '../components.js';
import { dateTime } from '../format.js';
import { link, navigate } from '../router.js';
import { Difference } from '../parts/difference.js';

const PAGE = 50;
const KINDS = ['team', 'key', 'budget', 'limit', 'person', 'membership', 'organisation', 'report', 'alert_rule', 'alert', 'retention', 'call', 'end_user', 'compliance_report', 'cache', 'sample-traffic'];
const TONES = { create: 'ok', delete: 'bad', archive: 'bad', revoke: 'bad', erase: 'bad', purge: 'warn' };

const kindLabel = kind => kind.replaceAll(/[_-]/g, ' ');

/** The name of what was changed, where the record has one. */
function nameOf(event) {
	const facts = event.after ?? event.before ?? {};
	const name = [facts.team, facts.name ?? facts.owner ?? facts.email ?? facts.feature].filter(Boolean).join(' / ');
	if (name) {
		return name;
	}
	// People sign in and out as themselves; other ids are long, and the dialog shows them whole.
	return event.kind === 'person' && event.action.startsWith('sign-') ? event.actor : event.subject.replace(/^([0-9a-f]{8})-[0-9a-f-]{27}$/, '$1…');
}

function Typed({ label, value, onSet, type }) {
	const [text, setText] = useState(value ?? '');
	useEffect(() => setText(value ?? ''), [value]);
	const set = () => text.trim() !== (value ?? '') && onSet(text.trim());
	return html`<${TextField} label=${label} type=${type} value=${text} onChange=${setText} maxlength="200" onBlur=${set} onKeyDown=${event => event.key === 'Enter' && set()} />`;
}

export function Audit({ params }) {
	const { actor, kind, subject, from, to, before } = params;
	const page = useGet('/api/audit', { limit: PAGE, actor, kind, subject, from, to, before });
	const [open, setOpen] = useState(null);
	const change = next => navigate('governance', { ...params, before: undefined, ...next });
	const filtered = actor || kind || subject || from || to;
	const columns = [
		{ key: 'at', label: 'When', sortable: false, render: event => dateTime(event.at) },
		{ key: 'actor', label: 'Actor', sortable: false },
		{ key: 'action', label: 'Action', sortable: false, render: event => html`<${Badge} tone=${TONES[event.action] ?? 'info'}>${event.action}<//>` },
		{ key: 'kind', label: 'Kind', sortable: false, render: event => kindLabel(event.kind) },
		{ key: 'name', label: 'Subject', sortable: false, wide: true, render: event => html`<span class="clamp" title=${event.subject}>${nameOf(event)}</span>` }
	];
	return html`<div>
		<div class="filter-fields audit-filters" role="search" aria-label="Filters of the audit log">
			<${Typed} label="Actor" value=${actor} onSet=${value => change({ actor: value })} />
			<div class="field"><label>Kind</label><${Select} label="Kind" value=${kind ?? ''} options=${[{ value: '', label: 'All' }, ...[...new Set([...KINDS, ...(kind ? [kind] : [])])].map(value => ({ value, label: kindLabel(value) }))]} onChange=${value => change({ kind: value })} /></div>
			<${Typed} label="Subject id" value=${subject} onSet=${value => change({ subject: value })} />
			<${Typed} label="From" type="date" value=${from} onSet=${value => change({ from: value })} />
			<${Typed} label="Before" type="date" value=${to} onSet=${value => change({ to: value })} />
			${filtered && html`<div class="field"><${Button} small kind="ghost" onClick=${() => navigate('governance', { tab: 'audit' })}>Remove all filters<//></div>`}
		</div>
		<${Card} flush>
			<${Loaded} of=${page}>${({ data, next }) => html`<div>
				<${Table} caption="Changes, newest first" class="stacks" columns=${columns} rows=${data} onRow=${setOpen} rowLabel=${event => `${event.actor} ${event.action} ${event.kind} ${nameOf(event)}`}
					empty=${html`<${Empty} icon="governance" title="No changes found"><p>${filtered ? 'Remove a filter.' : 'Every administrative change is recorded here.'}</p><//>`} />
				<nav class="pager" aria-label="Pages of the audit log">
					${before && html`<${LinkButton} href=${link('governance', { ...params, before: undefined })} icon="up">Newest<//>`}<span></span>
					${next && html`<${LinkButton} href=${link('governance', { ...params, before: next })} icon="down">Older changes<//>`}
				</nav></div>`}<//>
		<//>
		${open && html`<${Dialog} title=${`${open.action} ${kindLabel(open.kind)}`} wide onClose=${() => setOpen(null)}>
			<dl class="inline-facts"><div><dt>When</dt><dd>${dateTime(open.at)}</dd></div><div><dt>Actor</dt><dd>${open.actor}</dd></div><div><dt>Subject</dt><dd>${nameOf(open)}</dd></div><div><dt>Id</dt><dd><code class="id">${open.subject}</code></dd></div></dl>
			<${Difference} before=${open.before} after=${open.after} />
		<//>`}
	</div>`;
}
