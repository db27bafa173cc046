// Filters of calls. A filter applies when its field loses the focus or on Enter, and is part of the address.
import { html, useEffect, useState } from '../html.js';
import { useGet } from '../api.js';
import { Button, Disclosure, Icon, Select, TextField } from '../components.js';
import { OUTCOME_OPTIONS } from './call-words.js';

export const FILTERS = [
	{ name: 'team', label: 'Team', main: true },
	{ name: 'teamId', label: 'Team', silent: true },
	{ name: 'outcome', label: 'Outcome', main: true },
	{ name: 'model', label: 'Model', main: true },
	{ name: 'provider', label: 'Provider' },
	{ name: 'policy', label: 'Policy' },
	{ name: 'operation', label: 'Operation', hint: 'For example chat' },
	{ name: 'feature', label: 'Feature' },
	{ name: 'tag', label: 'Tag' },
	{ name: 'key', label: 'Key', main: true },
	{ name: 'endUser', label: 'End user', hint: 'The value of “user” in the request' },
	{ name: 'session', label: 'Session' },
	{ name: 'status', label: 'Status', hint: 'HTTP status, for example 429', inputmode: 'numeric', pattern: '[1-5][0-9][0-9]' },
	{ name: 'minUsd', label: 'Minimum cost in US$', inputmode: 'decimal', pattern: '[0-9]+([.][0-9]+)?' },
	{ name: 'minMs', label: 'Minimum time in ms', inputmode: 'numeric', pattern: '[0-9]+' }
];

function FilterField({ filter, value, onSet, list }) {
	const [text, setText] = useState(value ?? '');
	useEffect(() => setText(value ?? ''), [value]);
	const set = event => {
		if (event.target.checkValidity() && text.trim() !== (value ?? '')) {
			onSet(text.trim());
		}
	};
	return html`<${TextField} label=${filter.label} hint=${filter.hint} value=${text} onChange=${setText} inputmode=${filter.inputmode} pattern=${filter.pattern}
		list=${list} maxlength="256" autocomplete="off" onBlur=${set} onKeyDown=${event => event.key === 'Enter' && set(event)} />`;
}

function Chips({ params, onChange, labels }) {
	const active = FILTERS.filter(filter => params[filter.name]);
	return active.length > 0 && html`<ul class="filter-chips" aria-label="Active filters">
		${active.map(filter => html`<li key=${filter.name}><span class="filter-chip"><span class="muted">${filter.label}</span> ${labels[filter.name]?.[params[filter.name]] ?? params[filter.name]}
			<button type="button" aria-label=${`Remove the filter ${filter.label}`} onClick=${() => onChange({ [filter.name]: undefined })}><${Icon} name="close" size=${12} /></button></span></li>`)}
		${active.length > 1 && html`<li><${Button} small kind="ghost" onClick=${() => onChange(Object.fromEntries(FILTERS.map(filter => [filter.name, undefined])))}>Remove all<//></li>`}
	</ul>`;
}

const withAny = (label, options) => [{ value: '', label }, ...options];

/** The chosen value stays an option when the list does not have it (yet). */
function including(options, value) {
	return value && !options.some(option => option.value === value) ? [...options, { value, label: value }] : options;
}

export function CallFilters({ params, onChange, period }) {
	const teams = useGet('/api/teams');
	const deployments = useGet('/api/deployments');
	const policies = useGet('/api/policies');
	const keys = useGet('/api/keys');
	const names = (teams.data?.data ?? []).map(team => ({ value: team.name, label: team.name }));
	const models = [...new Set((deployments.data?.data ?? []).map(one => one.model))];
	const providers = [...new Set((deployments.data?.data ?? []).map(one => one.provider))];
	const known = (keys.data?.data ?? []).map(key => ({ value: key.id, label: `${key.team} / ${key.name}`, team: key.team }));
	const keyChoices = known.filter(key => !params.team || key.team === params.team || key.value === params.key).sort((a, b) => a.label.localeCompare(b.label, 'en'));
	const lists = { provider: providers, policy: (policies.data?.data ?? []).map(policy => policy.name) };
	const rest = FILTERS.filter(filter => !filter.main && !filter.silent);
	const open = rest.some(filter => params[filter.name]);
	const labels = {
		outcome: Object.fromEntries(OUTCOME_OPTIONS.map(option => [option.value, option.label])),
		teamId: Object.fromEntries((teams.data?.data ?? []).map(team => [team.id, team.name])),
		key: Object.fromEntries(known.map(key => [key.value, key.label]))
	};
	return html`<section class="filters call-filters" aria-label="Filters">
		<div class="filter-bar">
			${period}
			<${Select} label="Team" value=${params.team ?? ''} options=${including(withAny('All teams', names), params.team)} onChange=${team => onChange({ team, teamId: undefined })} />
			<${Select} label="Outcome" value=${params.outcome ?? ''} options=${including(withAny('All outcomes', OUTCOME_OPTIONS), params.outcome)} onChange=${outcome => onChange({ outcome })} />
			<${Select} label="Model" value=${params.model ?? ''} options=${including(withAny('All models', [...models].sort().map(name => ({ value: name, label: name }))), params.model)} onChange=${model => onChange({ model })} />
			<${Select} label="Key" value=${params.key ?? ''} options=${including(withAny('All keys', keyChoices), params.key)} onChange=${key => onChange({ key })} />
		</div>
		<${Disclosure} summary="More filters" open=${open}>
			<div class="filter-fields">
				${rest.map(filter => html`<${FilterField} key=${filter.name} filter=${filter} value=${params[filter.name]} list=${lists[filter.name] && `known-${filter.name}`}
					onSet=${value => onChange({ [filter.name]: value })} />`)}
			</div>
		<//>
		${Object.entries(lists).map(([name, values]) => html`<datalist key=${name} id=${`known-${name}`}>${values.map(value => html`<option key=${value} value=${value}></option>`)}</datalist>`)}
		<${Chips} params=${params} onChange=${onChange} labels=${labels} />
	</section>`;
}
