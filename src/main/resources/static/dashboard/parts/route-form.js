// What would be chosen for a request, and why: asked of the router, which calls nobody.
import { html, useState } from '../html.js';
import { Card, CheckField, Empty, ErrorNote, Form, SelectField, TextArea, TextField } from '../components.js';
import { askWithKey } from './chat-stream.js';
import { Decision } from './decision.js';
import { numberOrNull, orNull, useForm } from './forms.js';
import { useShortLivedKey } from './short-lived-key.js';
import { NoTeam, TeamChoice } from './team-choice.js';

/** A picture of one pixel: that there is one counts, not what it shows. */
const PICTURE = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

const TOOL = { type: 'function', function: { name: 'look_up', description: 'Looks something up', parameters: { type: 'object', properties: { what: { type: 'string' } }, required: ['what'] } } };

const SCHEMA = { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'], additionalProperties: false } } };

const EFFORTS = [{ value: '', label: 'Any' }, { value: 'low', label: 'Low' }, { value: 'medium', label: 'Medium' }, { value: 'high', label: 'High' }];

/** Long texts are made up to length, so that windows can be tried without pasting one. */
function padded(text, tokens) {
	const missing = (tokens ?? 0) * 4 - text.length;
	return missing > 0 ? text + ' lorem'.repeat(Math.ceil(missing / 6)) : text;
}

export function requestOf(values) {
	const text = padded(values.text, numberOrNull(values.inputTokens));
	return {
		model: values.model.trim(),
		messages: [{ role: 'user', content: values.image ? [{ type: 'text', text }, { type: 'image_url', image_url: { url: PICTURE } }] : text }],
		...(values.tools && { tools: [TOOL] }), ...(values.schema && { response_format: SCHEMA }),
		...(orNull(values.effort) && { reasoning_effort: values.effort }), ...(numberOrNull(values.maxTokens) && { max_tokens: numberOrNull(values.maxTokens) })
	};
}

export function RouteForm({ names, policies }) {
	const keyOf = useShortLivedKey('routing form');
	const form = useForm({ model: 'auto', policy: '', text: 'Summarise this support ticket in two sentences.', inputTokens: '', maxTokens: '', effort: '', tools: false, image: false, schema: false });
	const [decision, setDecision] = useState(null);
	const [error, setError] = useState(null);
	const ask = async () => {
		setError(null);
		try {
			setDecision(await keyOf.withKey(secret => askWithKey(secret, 'POST', '/v1/route', requestOf(form.values), form.values.policy && { 'x-serai-policy': form.values.policy })));
		}
		catch (failure) {
			setDecision(null);
			setError(failure);
		}
	};
	const flag = (name, label, hint) => html`<${CheckField} label=${label} hint=${hint} value=${form.values[name]} onChange=${value => form.set({ [name]: value })} />`;
	const blocked = keyOf.teams?.length === 0;
	return html`<div class="ask-and-answer">
		<${Card} title="A request" subtitle="No provider is called, and nothing is spent" actions=${html`<${TeamChoice} keyOf=${keyOf} />`}>
			${blocked || keyOf.error ? html`<${NoTeam} keyOf=${keyOf} what="This form" />` : html`<${Form} submit="Preview" onSubmit=${ask}>
				<div class="form-row">
					<${TextField} label="Model or policy" required list="route-names" maxlength="256" ...${form.field('model')} />
					<${SelectField} label="Ranked by" hint="For a plain model’s name" ...${form.field('policy')} options=${[{ value: '', label: 'Default' }, ...policies.map(policy => ({ value: policy.name, label: policy.name }))]} />
				</div>
				<datalist id="route-names">${names.map(name => html`<option key=${name} value=${name}></option>`)}</datalist>
				<${TextArea} label="Message" rows="3" ...${form.field('text')} />
				<div class="form-row">
					<${TextField} label="Minimum input tokens" inputmode="numeric" pattern="[0-9]*" maxlength="6" hint="The message is padded" ...${form.field('inputTokens')} />
					<${TextField} label="Maximum output tokens" inputmode="numeric" pattern="[0-9]*" maxlength="9" ...${form.field('maxTokens')} />
					<${SelectField} label="Reasoning" ...${form.field('effort')} options=${EFFORTS} />
				</div>
				<fieldset class="checks"><legend class="sr-only">Features of the request</legend>
					${flag('tools', 'Contains a tool')}${flag('image', 'Contains an image')}${flag('schema', 'Requires a JSON schema')}
				</fieldset>
			<//>`}
		<//>
		<${Card} title="Ranking">
			<div aria-live="polite">${error ? html`<${ErrorNote} error=${error} />` : decision ? html`<${Decision} decision=${decision} />`
				: html`<${Empty} icon="routing" title="Send a request to see its ranking"><p>The candidates with their scores by factor, and the reasons for excluded deployments.</p><//>`}</div>
		<//>
	</div>`;
}
