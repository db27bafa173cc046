// What the words in a call's record mean, for people.
import { html } from '../html.js';
import { Badge } from '../components.js';

const OUTCOMES = {
	ok: ['ok', 'Answered', 'Answered whole'],
	refused: ['warn', 'Refused', 'Refused before any provider was asked: bad input, no right, a limit, or no candidate'],
	blocked: ['warn', 'Blocked', 'A guardrail did not let the request or the answer through'],
	rejected: ['warn', 'Rejected', 'The provider found the request at fault'],
	failed: ['bad', 'Failed', 'No provider gave a usable answer'],
	truncated: ['bad', 'Cut off', 'The stream broke after content had reached the caller'],
	timeout: ['bad', 'Timed out', 'The deadline passed, or nothing came in time'],
	client_closed: ['neutral', 'Caller left', 'The caller went away before the end'],
	short_circuited: ['neutral', 'Not asked', 'Not asked: the breaker was open'],
	error: ['bad', 'Defect', 'A defect in Serai'],
	unknown_crash: ['bad', 'Interrupted', 'Serai’s process ended while the call was under way; its cost is an estimate']
};

export const OUTCOME_OPTIONS = Object.entries(OUTCOMES).filter(([value]) => value !== 'short_circuited').map(([value, [, label]]) => ({ value, label }));

export function outcomeInWords(value) {
	return OUTCOMES[value]?.[2] ?? value;
}

/** prefix: what stands before the word, such as which attempt it was. */
export function OutcomeBadge({ value, code, prefix = '' }) {
	const [tone, label, meaning] = OUTCOMES[value] ?? ['neutral', value, value];
	return html`<${Badge} tone=${tone} dot title=${code ? `${meaning} (${code})` : meaning}>${prefix}${label}<//>`;
}

const PRICES = {
	known: 'the price is known',
	estimated: 'counted by Serai, for the provider did not say',
	unknown: 'the price is not, or only in part, known'
};

export function priceInWords(status) {
	return PRICES[status] ?? status;
}

const CACHE = {
	hit: 'Answered from the cache: nobody was asked, nothing was spent',
	miss: 'Looked for in the cache, and not there',
	bypass: 'The cache was not asked'
};

export function cacheInWords(use) {
	return CACHE[use] ?? '–';
}

const TOKENS = {
	input: 'Input', cacheRead: 'Read from the provider’s cache', cacheWrite5m: 'Written to its cache for 5 min',
	cacheWrite1h: 'Written to its cache for 1 h', audioInput: 'Audio in', imageInput: 'Images in', output: 'Output', reasoning: 'Reasoning',
	audioOutput: 'Audio out', imageOutput: 'Images out'
};

/** The classes that a call has tokens of, [name, label, count]. */
export function tokenClasses(usage) {
	return Object.entries(TOKENS).filter(([name]) => usage?.[name] > 0).map(([name, label]) => [name, label, usage[name]]);
}

export function tokensOf(usage) {
	return tokenClasses(usage).reduce((sum, [, , count]) => sum + count, 0);
}

const ACTIONS = { shadowed: ['info', 'recorded only'], redacted: ['warn', 'redacted'], blocked: ['bad', 'blocked'] };

export function GuardAction({ value }) {
	const [tone, text] = ACTIONS[value] ?? ['neutral', value];
	return html`<${Badge} tone=${tone}>${text}<//>`;
}

export const DIRECTIONS = { in: 'in the request', out: 'in the answer' };
