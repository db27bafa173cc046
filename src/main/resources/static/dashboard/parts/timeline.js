// What happened during one call, drawn to scale: Serai's own time, each attempt, its first token, and its end.
import { html } from '../html.js';
import { duration, money } from '../format.js';
import { outcomeLabel } from './call-words.js';

const FAILURES = {
	connect: 'connection failed',
	timeout: 'no answer in time',
	broken: 'the connection broke before the answer was complete',
	server_error: 'the provider returned a server error',
	overloaded: 'the provider is overloaded',
	rate_limited: 'the account’s rate limit is reached',
	insufficient_quota: 'the account’s quota is exhausted',
	auth: 'the provider rejected the configured key',
	not_found: 'the provider does not know the model',
	malformed: 'the answer was malformed',
	unfinished: 'the provider did not complete the answer',
	too_large: 'the answer was too large',
	invalid_request: 'the provider rejected the request as invalid',
	cancelled: 'the call ended before the attempt did',
};

export function failureInWords(kind) {
	return FAILURES[kind] ?? kind;
}

/** A step of 1, 2 or 5 times a power of ten, so that there are at most six ticks. */
export function ticks(end) {
	const rough = end / 5;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
	const values = [];
	for (let at = 0; at <= end * 1.0001; at += step) {
		values.push(at);
	}
	return values;
}

function Row({ label, detail, children }) {
	return html`<li class="timeline-row">
		<div class="timeline-label">${label}${detail && html`<span class="muted">${detail}</span>`}</div>
		<div class="timeline-track">${children}</div>
	</li>`;
}

function sentence(attempt) {
	const parts = [`Attempt ${attempt.number} at ${attempt.deployment}: started after ${duration(attempt.startedMs)}`];
	if (attempt.firstTokenMs != null) {
		parts.push(`first token after another ${duration(attempt.firstTokenMs)}`);
	}
	parts.push(`${outcomeLabel(attempt.outcome)} after ${duration(attempt.totalMs)}`);
	if (attempt.failureKind) {
		parts.push(failureInWords(attempt.failureKind));
	}
	if (attempt.retryAfterMs != null) {
		parts.push(`then not called for ${duration(attempt.retryAfterMs)}`);
	}
	return `${parts.join(', ')}.`;
}

function Attempt({ attempt, at }) {
	const start = attempt.startedMs;
	const end = start + attempt.totalMs;
	const good = attempt.outcome === 'ok';
	const first = attempt.firstTokenMs == null ? null : start + attempt.firstTokenMs;
	return html`<${Row} label=${`${attempt.number}. ${attempt.deployment}`} detail=${good ? money(attempt.costUsd) : outcomeLabel(attempt.outcome)}>
		<span class=${`span-wait ${good ? '' : 'span-bad'}`} style=${{ left: at(start), width: at((first ?? end) - start) }} title=${sentence(attempt)}></span>
		${first != null && html`<span class=${`span-answer ${good ? '' : 'span-bad'}`} style=${{ left: at(first), width: at(Math.max(0, end - first)) }} title=${sentence(attempt)}></span>
			<span class="mark-first" style=${{ left: at(first) }} title=${`First token at ${duration(first)}`}></span>`}
		${attempt.retryAfterMs != null && html`<span class="span-rest" style=${{ left: at(end), right: 0, maxWidth: at(attempt.retryAfterMs) }} title=${`Asked to wait ${duration(attempt.retryAfterMs)}`}></span>`}
		${!good && html`<span class="mark-end" style=${{ left: at(end) }} aria-hidden="true">×</span>`}
		<span class="sr-only">${sentence(attempt)}</span>
	<//>`;
}

function Failures({ attempts }) {
	const failed = attempts.filter(attempt => attempt.failureKind);
	return failed.length > 0 && html`<ul class="failures">
		${failed.map(attempt => html`<li key=${attempt.number}><strong>Attempt ${attempt.number}</strong> ${attempt.deployment}: ${failureInWords(attempt.failureKind)}${attempt.status > 0 && ` (status ${attempt.status})`}.
			${attempt.failure && html` <q class="failure-text">${attempt.failure}</q>`}
			${attempt.retryAfterMs != null && ` It asked to wait ${duration(attempt.retryAfterMs)}.`}</li>`)}
	</ul>`;
}

export function Timeline({ call }) {
	const { attempts } = call;
	if (attempts.length === 0) {
		return html`<p class="muted">No provider was called. The call took ${duration(call.totalMs)}.</p>`;
	}
	const end = Math.max(call.totalMs, ...attempts.map(attempt => attempt.startedMs + attempt.totalMs), 0.001);
	const at = ms => `${Math.max(0, Math.min(100, 100 * ms / end))}%`;
	return html`<div class="timeline">
		<ol class="timeline-rows">
			<${Row} label="Whole call" detail=${duration(call.totalMs)}>
				<span class="span-call" style=${{ left: 0, width: at(call.totalMs) }}></span>
				${call.firstTokenMs != null && html`<span class="mark-first" style=${{ left: at(call.firstTokenMs) }} title=${`First token at ${duration(call.firstTokenMs)}`}></span>`}
			<//>
			${attempts.map(attempt => html`<${Attempt} key=${attempt.number} attempt=${attempt} at=${at} />`)}
		</ol>
		<div class="timeline-scale" aria-hidden="true"><div class="timeline-track">
			${ticks(end).map(tick => html`<span key=${tick} class="tick" style=${{ left: at(tick) }}>${tick === 0 ? '0' : duration(tick)}</span>`)}
		</div></div>
		<ul class="timeline-legend">
			<li><span class="swatch swatch-wait"></span>waiting for the provider</li>
			<li><span class="swatch swatch-answer"></span>answering</li>
			<li><span class="swatch swatch-bad"></span>failed</li>
			${attempts.some(attempt => attempt.retryAfterMs != null) && html`<li><span class="swatch swatch-rest"></span>cooldown</li>`}
			<li><span class="swatch-first"></span>first token</li>
		</ul>
		<${Failures} attempts=${attempts} />
	</div>`;
}
