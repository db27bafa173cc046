// What the words in a call's record mean, for people.
import { html } from '../html.js';
import { Badge } from '../components.js';

const OUTCOMES = {
	ok: ['ok', 'Answered', 'Answered completely'],
	refused: ['warn', 'Refused', 'Refused before any provider was called: invalid input, missing rights, a limit, or no deployment that can serve'],
	blocked: ['warn', 'Blocked', 'A guardrail blocked the request or the answer'],
	rejected: ['warn', 'Rejected', 'The provider rejected the request as invalid'],
	failed: ['bad', 'Failed', 'No provider gave a usable answer'],
	truncated: ['bad', 'Cut off', 'The stream was interrupted after content had reached the caller'],
	timeout: ['bad', 'Timed out', 'The deadline passed, or the provider did not answer in time'],
	client_closed: ['neutral', 'Cancelled by client', 'The client disconnected before the end'],
	short_circuited: ['neutral', 'Skipped', 'Skipped: the deployment was paused'],
	error: ['bad', 'Internal error', 'An internal error of Serai'],
	unknown_crash: ['bad', 'Interrupted', 'Serai crashed during the call; its cost is an estimate']
};

export const OUTCOME_OPTIONS = Object.entries(OUTCOMES).filter(([value]) => value !== 'short_circuited').map(([value, [, label]]) => ({ value, label }));

export function outcomeLabel(value) {
	return OUTCOMES[value]?.[1] ?? value;
}

export function outcomeInWords(value) {
	return OUTCOMES[value]?.[2] ?? value;
}

/** prefix: what stands before the word, such as which attempt it was. */
export function OutcomeBadge({ value, code, prefix = '' }) {
	const [tone, label, meaning] = OUTCOMES[value] ?? ['neutral', value, value];
	return html`<${Badge} tone=${tone} dot title=${code ? `${meaning} (${code})` : meaning}>${prefix}${label}<//>`;
}

const PRICES = {
	known: 'Known price',
	estimated: 'Tokens estimated by Serai, because the provider reported no usage',
	unknown: 'The price is unknown in full or in part'
};

export function priceInWords(status) {
	return PRICES[status] ?? status;
}

const CACHE = {
	hit: 'Answered from the cache at no cost',
	miss: 'Not found in the cache',
	bypass: 'The cache was not used'
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
