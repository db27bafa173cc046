// What a change changed: field by field, before and after.
import { html } from '../html.js';

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
const shown = value => value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** The fields that differ, nested ones by their path: [path, before, after]. */
export function differences(before, after, path = '') {
	if (isObject(before) && isObject(after)) {
		return [...new Set([...Object.keys(before), ...Object.keys(after)])]
			.flatMap(name => differences(before[name], after[name], path ? `${path}.${name}` : name));
	}
	if (path === '' && (isObject(before) || isObject(after))) {
		return differences(before ?? {}, after ?? {}, path);
	}
	return JSON.stringify(before ?? null) === JSON.stringify(after ?? null) ? [] : [[path || 'value', before, after]];
}

export function Difference({ before, after }) {
	const changed = differences(before, after);
	if (changed.length === 0) {
		return html`<p class="muted">No recorded field differs.</p>`;
	}
	return html`<div class="table-wrap"><table class="table dense difference"><caption class="sr-only">Changed fields</caption>
		<thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
		<tbody>${changed.map(([path, was, is]) => html`<tr key=${path}><th scope="row">${path}</th>
			<td class="was">${was === undefined || was === null ? html`<span class="muted">–</span>` : html`<del>${shown(was)}</del>`}</td>
			<td class="is">${is === undefined || is === null ? html`<span class="muted">–</span>` : html`<ins>${shown(is)}</ins>`}</td></tr>`)}</tbody>
	</table></div>`;
}
