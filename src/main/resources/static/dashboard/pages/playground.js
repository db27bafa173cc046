// Playground: two models answer the same question side by side, with time and cost.
import { classes, html, useEffect, useMemo, useRef, useState } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Button, Card, ErrorNote, LinkButton, PageHeader, TextArea, TextField } from '../components.js';
import { duration, money, moneySigned, number, toNumber } from '../format.js';
import { link } from '../router.js';
import { streamChat } from '../parts/chat-stream.js';
import { numberOrNull, orNull, useForm } from '../parts/forms.js';
import { useShortLivedKey } from '../parts/short-lived-key.js';
import { NoTeam, TeamChoice } from '../parts/team-choice.js';

const NOTHING = { state: 'idle', text: '', start: null, firstMs: null, totalMs: null, end: null, error: null };

/** One answer at a time: run(secret, request) begins one, stop() ends it; what there is stays. */
function useAnswer() {
	const [answer, setAnswer] = useState(NOTHING);
	const control = useRef(null);
	useEffect(() => () => control.current?.abort(), []);
	const run = async (secret, request) => {
		control.current?.abort();
		const own = new AbortController();
		control.current = own;
		const began = performance.now();
		const change = next => own.signal.aborted || setAnswer(before => ({ ...before, ...(typeof next === 'function' ? next(before) : next) }));
		setAnswer({ ...NOTHING, state: 'asking' });
		try {
			const end = await streamChat({
				secret, request, signal: own.signal, onStart: start => change({ start }),
				onText: text => change(before => ({ state: 'answering', text: before.text + text, firstMs: before.firstMs ?? performance.now() - began }))
			});
			change({ state: 'done', end, totalMs: performance.now() - began });
		}
		catch (failure) {
			if (failure.status === 401 && failure.name === 'ChatError') {
				throw failure;
			}
			change({ state: 'failed', error: failure, totalMs: performance.now() - began });
		}
	};
	const stop = () => {
		control.current?.abort();
		setAnswer(before => before.state === 'asking' || before.state === 'answering' ? { ...before, state: 'stopped' } : before);
	};
	return { ...answer, busy: answer.state === 'asking' || answer.state === 'answering', run, stop };
}

/** What can be asked, from the routing configuration: a key is made with the first question only. */
function useModels() {
	const policies = useGet('/api/policies');
	const deployments = useGet('/api/deployments');
	return useMemo(() => policies.data === null || deployments.data === null ? [] : [
		...policies.data.data.map(policy => ({ id: policy.name, group: 'Policies' })),
		...[...new Set(deployments.data.data.map(one => one.model))].sort().map(id => ({ id, group: 'Models' })),
		...deployments.data.data.map(one => one.id).sort().map(id => ({ id, group: 'Deployments' }))
	], [policies.data, deployments.data]);
}

function groupsOf(models) {
	return ['Policies', 'Models', 'Deployments'].map(group => [group, models.filter(model => model.group === group)]).filter(([, list]) => list.length > 0);
}

function ModelSelect({ label, value, models, onChange }) {
	return html`<span class="select small grow"><select aria-label=${label} value=${value} onChange=${event => onChange(event.target.value)}>
		${groupsOf(models).map(([name, list]) => html`<optgroup key=${name} label=${name}>${list.map(model => html`<option key=${model.id} value=${model.id} selected=${model.id === value}>${model.id}</option>`)}</optgroup>`)}
	</select></span>`;
}

function Measure({ label, value, title, best }) {
	return html`<div class=${classes('measure', best && 'best')} title=${title}><dt>${label}</dt><dd>${value}${best && html`<span class="sr-only"> (better)</span>`}</dd></div>`;
}

function Measures({ answer, better }) {
	const { usage, serai } = answer.end ?? {};
	const seconds = answer.totalMs !== null && answer.firstMs !== null ? (answer.totalMs - answer.firstMs) / 1000 : null;
	const speed = usage && seconds > 0.05 ? usage.completion_tokens / seconds : null;
	return html`<dl class="measures">
		<${Measure} label="First token" value=${duration(answer.firstMs)} best=${better.first} />
		<${Measure} label="Duration" value=${duration(answer.totalMs)} best=${better.total} />
		<${Measure} label="Tokens" value=${usage ? `${number(usage.prompt_tokens)} + ${number(usage.completion_tokens)}` : '–'} title="Input and output" />
		<${Measure} label="Tokens / s" value=${number(speed)} />
		<${Measure} label="Cost" value=${serai ? (serai.cost_usd === undefined || serai.cost_usd === null ? 'unknown' : money(serai.cost_usd)) : '–'} title=${serai?.cost_usd && `$${serai.cost_usd}`} best=${better.cost} />
		<${Measure} label="Saved" value=${serai?.saved_usd ? moneySigned(serai.saved_usd) : '–'} title="Compared with the policy’s baseline" />
	</dl>`;
}

const STATES = { asking: 'asking', answering: 'answering', stopped: 'stopped', failed: 'failed', done: null, idle: null };

function Pane({ name, model, models, answer, better, onModel }) {
	const tone = { failed: 'bad', stopped: 'warn' }[answer.state] ?? 'info';
	return html`<section class="card pane" aria-label=${`Answer ${name}`}>
		<header class="pane-head"><span class="pane-name" aria-hidden="true">${name}</span>
			<${ModelSelect} label=${`Model ${name}`} value=${model} models=${models} onChange=${onModel} />
			${STATES[answer.state] && html`<${Badge} tone=${tone} dot>${STATES[answer.state]}<//>`}</header>
		<div class="pane-text" tabindex="0" role="region" aria-label=${`Text of answer ${name}`} aria-busy=${answer.busy ? 'true' : 'false'}>
			${answer.text ? html`<p class="model-text">${answer.text}${answer.busy && html`<span class="caret" aria-hidden="true"></span>`}</p>`
				: answer.state === 'asking' ? html`<p class="muted">Waiting for the first token…</p>` : answer.state === 'idle' && html`<p class="muted">The answer appears here.</p>`}
			<${ErrorNote} error=${answer.error} />
			${answer.error?.code && html`<p class="muted"><code>${answer.error.code}</code>${answer.error.status >= 400 && `, status ${answer.error.status}`}</p>`}
		</div>
		<footer class="pane-foot">
			<${Measures} answer=${answer} better=${better} />
			<p class="muted pane-by">${answer.start ? html`${answer.start.provider ? `${answer.start.provider}/${answer.start.model}` : answer.start.model}${answer.start.simulated && ', simulated'}${Number(answer.start.attempts) > 1 && `, after ${answer.start.attempts} attempts`}${answer.end?.finish === 'length' && ', cut at the token limit'}` : ''}</p>
			${answer.start?.id && answer.state !== 'asking' && html`<${LinkButton} small kind="ghost" href=${link('calls', { id: answer.start.id })} icon="right">Call details<//>`}
		</footer>
	</section>`;
}

const less = (own, other) => own !== null && other !== null && own !== undefined && other !== undefined && own < other;

function compared(own, other) {
	const cost = answer => answer.end?.serai?.cost_usd ? toNumber(answer.end.serai.cost_usd) : null;
	return { first: less(own.firstMs, other.firstMs), total: own.state === 'done' && other.state === 'done' && less(own.totalMs, other.totalMs), cost: less(cost(own), cost(other)) };
}

export default function Playground() {
	const keyOf = useShortLivedKey('playground');
	const form = useForm({ system: '', prompt: 'Explain in three sentences what an AI gateway does, and why a company would want one.', temperature: '', maxTokens: '400' });
	const [chosen, setChosen] = useState(['auto', 'auto:cheapest']);
	const [error, setError] = useState(null);
	const left = useAnswer();
	const right = useAnswer();
	const models = useModels();
	useEffect(() => {
		if (models.length > 0) {
			setChosen(before => before.map((id, index) => models.some(model => model.id === id) ? id : models[Math.min(index, models.length - 1)].id));
		}
	}, [models]);
	const ask = async () => {
		setError(null);
		const { system, prompt, temperature, maxTokens } = form.values;
		const request = model => ({
			model, messages: [...(orNull(system) ? [{ role: 'system', content: system }] : []), { role: 'user', content: prompt }],
			...(numberOrNull(temperature) !== null && { temperature: numberOrNull(temperature) }), ...(numberOrNull(maxTokens) !== null && { max_tokens: numberOrNull(maxTokens) })
		});
		try {
			await keyOf.withKey(secret => Promise.all([left.run(secret, request(chosen[0])), right.run(secret, request(chosen[1]))]));
		}
		catch (failure) {
			setError(failure);
		}
	};
	const busy = left.busy || right.busy;
	const stop = () => {
		left.stop();
		right.stop();
	};
	const send = event => {
		event.preventDefault();
		if (!busy && models.length > 0) {
			ask();
		}
	};
	const none = keyOf.teams?.length === 0;
	return html`<div class="playground">
		<${PageHeader} title="Playground" subtitle="Ask two models the same question. These are real calls, charged to the team" actions=${html`<${TeamChoice} keyOf=${keyOf} />`} />
		${none || keyOf.error ? html`<${Card}><${NoTeam} keyOf=${keyOf} what="The playground" /><//>` : html`
			<${Card}><form class="form prompt" onSubmit=${send} onKeyDown=${event => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && send(event)}>
				<div class="prompt-texts">
					<${TextArea} label="Question" rows="4" required ...${form.field('prompt')} />
					<${TextArea} label="Instructions (system)" rows="4" ...${form.field('system')} />
				</div>
				<div class="prompt-foot">
					<${TextField} label="Temperature" inputmode="decimal" pattern="[0-2]?([.][0-9]+)?" placeholder="default" ...${form.field('temperature')} />
					<${TextField} label="Maximum tokens" inputmode="numeric" pattern="[0-9]*" maxlength="7" ...${form.field('maxTokens')} />
					<span class="prompt-gap"></span>
					<span class="muted prompt-hint">Ctrl + Enter</span>
					${/* By their keys they are two buttons: one that is pressed must not become the other meanwhile. */busy ? html`<${Button} key="stop" kind="danger" icon="stop" onClick=${stop}>Stop<//>` : html`<${Button} key="ask" kind="primary" type="submit" icon="play" disabled=${models.length === 0}>Ask both<//>`}
				</div>
				<${ErrorNote} error=${error} />
			</form><//>
			<div class="panes">
				<${Pane} name="A" model=${chosen[0]} models=${models} answer=${left} better=${compared(left, right)} onModel=${id => setChosen([id, chosen[1]])} />
				<${Pane} name="B" model=${chosen[1]} models=${models} answer=${right} better=${compared(right, left)} onModel=${id => setChosen([chosen[0], id])} />
			</div>`}
	</div>`;
}
