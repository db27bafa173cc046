// A routing decision in words and bars: who could serve, factor by factor, and who was left out and why.
import { html, useState } from '../html.js';
import { Button } from '../components.js';
import { duration, money, number, percent } from '../format.js';
import { OutcomeBadge } from './call-words.js';

const FACTORS = ['performance', 'cost', 'availability', 'capability', 'session'];

const MEANING = {
	performance: 'Expected time to a complete answer',
	cost: 'Expected cost of the answer',
	availability: 'Recent success rate',
	capability: 'How capable the model is, as rated in models.yaml',
	session: 'It served this session last, so its prompt cache can be used',
};

/** Why a deployment was left out, as people say it. */
const REASONS = {
	key: 'The key may not use it',
	region: 'It does not process data in a region that the guardrails allow',
	modality: 'It cannot read the content of the messages',
	tools: 'It does not support tools',
	parallel_tools: 'It does not support parallel tool calls',
	schema: 'It does not support the requested format',
	reasoning: 'It does not support reasoning',
	output: 'It cannot generate an answer of that length',
	window: 'Input and answer exceed its context window',
	protocol: 'Its protocol cannot express a field of the request',
	breaker: 'It is paused, because it failed too often',
	cooldown: 'Its provider asked to wait before the next call',
};

/** So many candidates are shown at first. */
const SHOWN = 5;

export function reasonInWords(reason) {
	return REASONS[reason] ?? reason;
}

function valueOf(factor) {
	switch (factor.unit) {
		case 'ms': return duration(factor.value);
		case 'usd': return money(factor.value);
		case 'share': return percent(factor.value);
		default: return String(Math.round(factor.value * 1000) / 1000);
	}
}

function factorClass(name) {
	return FACTORS.includes(name) ? name : 'other';
}

/** Weights, or contributions, as one bar of coloured parts; the whole width stands for 1. */
export function PartsBar({ parts, label, total = 1 }) {
	return html`<div class="parts-bar" role="img" aria-label=${label}>
		${parts.map(part => html`<span key=${part.name} class=${`part part-${factorClass(part.name)}`}
			style=${{ width: `${Math.max(0, Math.min(100, 100 * part.value / total))}%` }}
			title=${`${part.name}: ${part.text}`}></span>`)}
	</div>`;
}

export function FactorLegend({ names = FACTORS.slice(0, 4) }) {
	return html`<ul class="factor-legend">
		${names.map(name => html`<li key=${name} title=${MEANING[name]}><span class=${`swatch part-${factorClass(name)}`}></span>${name}</li>`)}
	</ul>`;
}

function listed(words) {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The difference to the runner-up, said in a sentence. */
function summary(candidates) {
	const [first, second] = candidates;
	if (!second) {
		return 'It was the only candidate.';
	}
	const session = first.factors.find(factor => factor.name === 'session');
	if (session) {
		return 'It served this session last, which takes precedence over scores.';
	}
	const gains = first.factors
		.map(factor => ({ name: factor.name, gain: factor.contribution - (second.factors.find(f => f.name === factor.name)?.contribution ?? 0) }))
		.filter(factor => Math.abs(factor.gain) >= 0.0005)
		.sort((a, b) => b.gain - a.gain);
	const won = gains.filter(factor => factor.gain > 0).map(factor => factor.name);
	const lost = gains.filter(factor => factor.gain < 0).map(factor => factor.name);
	if (won.length === 0 && lost.length === 0) {
		return `It has the same score as ${second.deployment}; it has fewer observations, or comes first in the configuration.`;
	}
	if (first.score < second.score) {
		return `It is ahead of ${second.deployment} because of the order of the fallback chain, not its score.`;
	}
	return `Ahead of ${second.deployment} by ${(first.score - second.score).toFixed(3)}`
		+ (won.length ? `, because of ${listed(won)}` : '')
		+ (lost.length ? `; behind in ${listed(lost)}.` : '.');
}

function Candidate({ candidate, rank, attempts, open, onToggle }) {
	const id = `candidate-${rank}`;
	return html`<li class="candidate">
		<button type="button" class="candidate-head" aria-expanded=${open ? 'true' : 'false'} aria-controls=${id} onClick=${onToggle}>
			<span class="rank">${rank}</span>
			<span class="candidate-name">${candidate.deployment}</span>
			<span class="candidate-tries">${attempts.map(attempt => html`<${OutcomeBadge} key=${attempt.number} value=${attempt.outcome} code=${attempt.failureKind} prefix=${attempts.length > 1 || attempt.number > 1 ? `${attempt.number}. ` : ''} />`)}</span>
			<${PartsBar} parts=${candidate.factors.map(factor => ({ name: factor.name, value: factor.contribution, text: factor.contribution.toFixed(3) }))}
				label=${candidate.factors.map(factor => `${factor.name} ${factor.contribution.toFixed(3)}`).join(', ')} />
			<span class="score">${candidate.score.toFixed(3)}</span>
		</button>
		${open && html`<div class="factors-wrap" id=${id}><table class="factors">
			<thead><tr><th scope="col">Factor</th><th scope="col" class="num">Value</th><th scope="col">Compared with the best</th>
				<th scope="col" class="num">Weight</th><th scope="col" class="num">Contribution</th></tr></thead>
			<tbody>${candidate.factors.map(factor => html`<tr key=${factor.name}>
				<th scope="row" title=${MEANING[factor.name]}><span class=${`swatch part-${factorClass(factor.name)}`}></span>${factor.name}</th>
				<td class="num">${valueOf(factor)}</td>
				<td><span class="ratio"><span class="ratio-track"><span class=${`ratio-fill part-${factorClass(factor.name)}`} style=${{ width: `${Math.max(0, Math.min(1, factor.ratio)) * 100}%` }}></span></span>
					<span class="ratio-text">${factor.ratio.toFixed(3)}</span></span></td>
				<td class="num">${percent(factor.weight)}</td>
				<td class="num">${factor.contribution.toFixed(3)}</td></tr>`)}</tbody>
		</table>
		${candidate.adapted && html`<p class="muted">Adapted to its dialect: ${candidate.adapted.join('; ')}.</p>`}</div>`}
	</li>`;
}

function byReason(excluded) {
	const groups = new Map();
	for (const entry of excluded) {
		groups.set(entry.reason, [...(groups.get(entry.reason) ?? []), entry]);
	}
	return [...groups.entries()].sort((a, b) => b[1].length - a[1].length);
}

function Excluded({ excluded }) {
	return html`<section class="excluded" aria-label="Excluded">
		<h3>Excluded <span class="muted">${number(excluded.length)}</span></h3>
		${byReason(excluded).map(([reason, entries]) => html`<details key=${reason} open=${entries.length <= 3}>
			<summary><strong>${reasonInWords(reason)}</strong> <span class="muted">${entries.length === 1 ? '1 deployment' : `${number(entries.length)} deployments`}</span></summary>
			<ul>${entries.map(entry => html`<li key=${entry.deployment}><code>${entry.deployment}</code> <span class="muted">${entry.detail}</span></li>`)}</ul>
		</details>`)}
	</section>`;
}

/** @param decision as the API answers it; attempts: those of the call, where one was made */
export function Decision({ decision, attempts = [] }) {
	const [opened, setOpened] = useState(() => new Set([0]));
	const [all, setAll] = useState(false);
	const { candidates, excluded } = decision;
	const toggle = index => setOpened(before => {
		const after = new Set(before);
		after.has(index) ? after.delete(index) : after.add(index);
		return after;
	});
	const names = [...new Set(candidates.flatMap(candidate => candidate.factors.map(factor => factor.name)))];
	return html`<div class="decision">
		${candidates.length > 0
			? html`<p class="decision-summary"><strong>${candidates[0].deployment}</strong> ranks first. ${summary(candidates)}</p>`
			: html`<p class="decision-summary"><strong>No deployment could serve the call.</strong> The reasons are below.</p>`}
		<dl class="inline-facts">
			<div><dt>Policy</dt><dd>${decision.policy || 'none'}</dd></div>
			<div><dt>Baseline</dt><dd>${decision.baseline || 'none'}</dd></div>
			<div><dt>Candidates</dt><dd>${number(candidates.length)} of ${number(candidates.length + excluded.length)}</dd></div>
		</dl>
		${candidates.length > 0 && html`<${FactorLegend} names=${names} />`}
		<ol class="candidates">
			${candidates.slice(0, all ? candidates.length : SHOWN).map((candidate, index) => html`<${Candidate} key=${candidate.deployment}
				candidate=${candidate} rank=${index + 1} open=${opened.has(index)} onToggle=${() => toggle(index)}
				attempts=${attempts.filter(attempt => attempt.deployment === candidate.deployment)} />`)}
		</ol>
		${candidates.length > SHOWN && html`<${Button} small kind="ghost" onClick=${() => setAll(!all)}>${all ? 'Show the first five' : `Show all ${number(candidates.length)} candidates`}<//>`}
		${excluded.length > 0 && html`<${Excluded} excluded=${excluded} />`}
	</div>`;
}
