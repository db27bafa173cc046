/*
 * What the pages of figures share: GET /api/usage for a period and for the one that it is compared with.
 *
 * useUsage(period, zone, params)        { now, before }: what useGet gives; params: by, team, interval …
 * Change({ now, before, of, good, period })   the Delta of a measure between two totals
 * lined(period, interval, zone, series, of)   { at, values }: a value for each interval of the period, 0 (or null, where of
 *                                       gives it for calls = 0) where there were no calls
 * over(at, series, of)                  the values of a series by position, for a period before: the first interval first
 * top(rows, of, count)                  the first rows by a measure, and the rest as one row 'Others'
 * tokens(M), successOf(M), cacheShare(M)      sums of one measure's record
 * attemptSuccess(M)                     of a provider, model or deployment: attempts that succeeded, of all attempts
 * intervalsFor(period)                  what may be chosen as the step of a chart
 * TOKEN_CLASSES                         [class, name]
 */
import { html } from '../html.js';
import { useGet } from '../api.js';
import { Delta } from '../components.js';
import { ratio, toNumber } from '../format.js';
import { slots } from '../period.js';

export const TOKEN_CLASSES = [
	['input', 'Input'], ['cacheRead', 'Cache read'], ['cacheWrite5m', 'Cache write, 5 min'], ['cacheWrite1h', 'Cache write, 1 h'], ['output', 'Output'], ['reasoning', 'Reasoning'],
	['imageInput', 'Image input'], ['imageOutput', 'Image output'], ['audioInput', 'Audio input'], ['audioOutput', 'Audio output']
];

const INTERVALS = [{ value: 'hour', label: 'By hour' }, { value: 'day', label: 'By day' }, { value: 'week', label: 'By week' }, { value: 'month', label: 'By month' }];

/** No more steps than a chart can show. */
export function intervalsFor(period) {
	const days = (new Date(period.to) - new Date(period.from)) / 86400000;
	return INTERVALS.filter(one => ({ hour: days <= 15, day: days <= 190, week: days > 7, month: days > 31 })[one.value]);
}

export function useUsage(period, zone, params) {
	const now = useGet('/api/usage', { ...params, from: period.from, to: period.to, zone });
	const before = useGet(period.before ? '/api/usage' : null, period.before ? { ...params, from: period.before.from, to: period.before.to, zone } : {});
	// What was asked for a comparison that is chosen no more is not shown any more.
	return { now, before: period.before ? before : { ...before, data: null, error: null } };
}

export function Change({ now, before, of, good, period }) {
	if (!period.before || !before) {
		return null;
	}
	return html`<${Delta} ratio=${ratio(of(now), of(before))} good=${good} label=${period.before.label} />`;
}

export function lined(period, interval, zone, series, of) {
	const at = slots(period, interval, zone);
	const index = new Map(at.map((time, position) => [new Date(time).getTime(), position]));
	const values = at.map(() => 0);
	for (const one of series ?? []) {
		const position = index.get(new Date(one.at).getTime());
		if (position !== undefined) {
			values[position] = of(one);
		}
	}
	return { at, values };
}

export function over(count, series, of) {
	return Array.from({ length: count }, (_, position) => position < series.length ? of(series[position]) : null);
}

export function top(rows, of, count) {
	const sorted = [...rows].sort((a, b) => of(b) - of(a));
	return { first: sorted.slice(0, count), rest: sorted.slice(count) };
}

export function tokens(measures) {
	return Object.values(measures.tokens).reduce((sum, count) => sum + count, 0);
}

/** Complete answers, out of calls that were neither refused nor cancelled by the client. */
export function successOf(measures) {
	const judged = measures.ok + measures.failed;
	return judged > 0 ? measures.ok / judged : null;
}

/** Failed attempts count at the deployment that failed, although another one answered the call. */
export function attemptSuccess(measures) {
	return measures.attempts > 0 ? (measures.attempts - measures.failedAttempts) / measures.attempts : null;
}

export function cacheShare(measures) {
	return measures.calls > 0 ? measures.cacheHits / measures.calls : null;
}

export const usd = measures => toNumber(measures.costUsd);
