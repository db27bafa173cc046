/*
 * A report as it would be mailed. It is a page of its own, with a policy of its own that lets nothing run, in a frame that
 * may do nothing either; the text is beside it. Nothing of it becomes part of this page.
 */
import { html, useState } from '../html.js';
import { url } from '../api.js';
import { Dialog, LinkButton, Loaded, Segments, Skeleton } from '../components.js';
import { useText } from './text-answer.js';

export function ReportPreview({ report, onClose }) {
	const [form, setForm] = useState('mail');
	const address = format => url(`/api/reports/${encodeURIComponent(report.id)}/preview`, { format });
	// Asked first: where it cannot be made, the reason is shown here and not inside the frame.
	const text = useText(address('text'));
	return html`<${Dialog} title=${report.name} wide onClose=${onClose} actions=${html`<${LinkButton} href=${address('html')} icon="external" target="_blank" rel="noopener">Open in a tab<//>`}>
		<p class="muted section-note">The last complete period, as it was or would be mailed. Nothing is sent.</p>
		<${Segments} label="Format" value=${form} options=${[{ value: 'mail', label: 'Mail' }, { value: 'text', label: 'Plain text' }]} onChange=${setForm} />
		<div class="preview"><${Loaded} of=${text} skeleton=${html`<${Skeleton} height=${420} />`}>${data => form === 'mail'
			? html`<iframe class="preview-frame" sandbox="" src=${address('html')} title=${`Preview of ${report.name}`} referrerpolicy="no-referrer"></iframe>`
			: html`<pre class="preview-text" tabindex="0">${data}</pre>`}<//></div>
	<//>`;
}
