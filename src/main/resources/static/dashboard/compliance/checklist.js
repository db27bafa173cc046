// What laws and standards ask, what Serai's records show for it now, and plainly what they cannot show.
import { html, useState } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Card, Icon, Loaded, Note, Segments, Skeleton } from '../components.js';
import { dateTime, number } from '../format.js';

const STATUS = { evidenced: ['ok', 'evidenced', 'check'], partly: ['warn', 'partly', 'info'], not_by_serai: ['neutral', 'not covered', 'close'] };

function Item({ item }) {
	const [tone, word, icon] = STATUS[item.status] ?? ['neutral', item.status, 'info'];
	return html`<li class="check-item"><span class=${`check-mark ${tone}`}><${Icon} name=${icon} size=${16} /></span>
		<div><p class="check-head"><strong>${item.asks}</strong> <span class="muted">${item.reference}</span> <${Badge} tone=${tone}>${word}<//></p>
			${item.evidence.length > 0 && html`<ul class="evidence">${item.evidence.map(state => html`<li key=${state.evidence} class=${state.inOrder ? '' : 'not-in-order'}><${Icon} name=${state.inOrder ? 'check' : 'warning'} size=${14} /><span>${state.says}</span></li>`)}</ul>`}
			${item.beyond && html`<p class="muted check-beyond"><span class="beyond-word">Not covered:</span> ${item.beyond}</p>`}</div></li>`;
}

export function Checklist() {
	const checklist = useGet('/api/compliance/checklist');
	const [framework, setFramework] = useState(null);
	return html`<${Loaded} of=${checklist} skeleton=${html`<${Skeleton} height=${640} />`}>${data => {
		const items = data.items ?? data.data ?? [];
		const frameworks = [...new Set(items.map(item => item.framework))];
		const chosen = framework ?? frameworks[0];
		const shown = frameworks.filter(name => chosen === 'all' || name === chosen);
		return html`<div class="stack">
			<${Note}><p>The requirements are in our own words and are not legal advice. “Evidenced” means that Serai’s records can serve as evidence, not that an obligation is fulfilled.${data.at && ` As of ${dateTime(data.at)}.`}</p><//>
			<div class="filters"><${Segments} label="Framework" value=${chosen} onChange=${setFramework} options=${[...frameworks.map(name => ({ value: name, label: name })), { value: 'all', label: 'All' }]} /></div>
			${shown.map(name => {
				const own = items.filter(item => item.framework === name);
				const of = status => own.filter(item => item.status === status).length;
				return html`<${Card} key=${name} title=${name} subtitle=${`${number(of('evidenced'))} evidenced, ${number(of('partly'))} partly, ${number(of('not_by_serai'))} not covered`}><ul class="check-list">${own.map(item => html`<${Item} key=${item.id} item=${item} />`)}</ul><//>`;
			})}
		</div>`;
	}}<//>`;
}
