/*
 * Periods of time, by the chosen zone's calendar.
 *
 * periodOf(params, zone, now?)  from a view's params (period, from, to, compare) →
 *   { preset, label, from, to, interval, before: { from, to, label } | null, params }
 *   from, to: ISO times, to not included. interval: the one that suits the length ('hour' … 'month').
 *   params: what belongs into links to other views, so that they show the same period.
 * usePeriod(params, zone, preset?)  the same, held still until params or zone change or refresh() is called:
 *                               [period, refresh]; preset: which one when params name none ('30d')
 * PRESETS, COMPARISONS          what may be chosen: { value, label }
 * startOf(unit, at, zone)       the Date at which the day, month … of a time began
 * slots(period, interval, zone) every hour, day … of the period as ISO times, those without calls included
 */
import { useCallback, useMemo, useState } from './html.js';
import { date } from './format.js';

export const PRESETS = [
	{ value: 'today', label: 'Today' },
	{ value: '24h', label: 'Last 24 hours' },
	{ value: '7d', label: 'Last 7 days' },
	{ value: '30d', label: 'Last 30 days' },
	{ value: '90d', label: 'Last 90 days' },
	{ value: 'week', label: 'This week' },
	{ value: 'last-week', label: 'Last week' },
	{ value: 'month', label: 'This month' },
	{ value: 'last-month', label: 'Last month' },
	{ value: '12m', label: 'Last 12 months' },
	{ value: 'custom', label: 'Custom…' }
];

export const COMPARISONS = [
	{ value: 'before', label: 'Previous period' },
	{ value: 'year', label: 'A year earlier' },
	{ value: 'none', label: 'No comparison' }
];

const DAY = 86400000;
const formats = new Map();

function partsOf(at, zone) {
	if (!formats.has(zone)) {
		formats.set(zone, new Intl.DateTimeFormat('en-US', {
			timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'
		}));
	}
	const parts = Object.fromEntries(formats.get(zone).formatToParts(at).map(part => [part.type, Number(part.value)]));
	return parts;
}

/** The time at which a zone's clocks show this; a time that is skipped in spring is the one after it. */
function zoned(year, month, day, hour, zone) {
	const wanted = Date.UTC(year, month - 1, day, hour);
	let at = wanted;
	for (let i = 0; i < 3; i++) {
		const shown = partsOf(new Date(at), zone);
		at += wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
	}
	const shown = partsOf(new Date(at), zone);
	const short = wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
	return new Date(at + Math.max(0, short));
}

export function startOf(unit, at, zone) {
	const parts = partsOf(new Date(at), zone);
	switch (unit) {
		case 'hour': return new Date(Math.floor(new Date(at).getTime() / 3600000) * 3600000);
		case 'month': return zoned(parts.year, parts.month, 1, 0, zone);
		case 'week': {
			const weekday = (new Date(Date.UTC(parts.year, parts.month - 1, parts.day)).getUTCDay() + 6) % 7;
			return zoned(parts.year, parts.month, parts.day - weekday, 0, zone);
		}
		default: return zoned(parts.year, parts.month, parts.day, 0, zone);
	}
}

/** So many days, months … later by the calendar. */
export function shift(at, unit, count, zone) {
	const parts = partsOf(new Date(at), zone);
	const hour = parts.hour;
	const rest = (parts.minute * 60 + parts.second) * 1000;
	switch (unit) {
		case 'hour': return new Date(new Date(at).getTime() + count * 3600000);
		case 'day': return new Date(zoned(parts.year, parts.month, parts.day + count, hour, zone).getTime() + rest);
		case 'week': return shift(at, 'day', 7 * count, zone);
		default: {
			const months = parts.year * 12 + parts.month - 1 + count * (unit === 'year' ? 12 : 1);
			const [year, month] = [Math.floor(months / 12), months % 12 + 1];
			const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
			return new Date(zoned(year, month, Math.min(parts.day, last), hour, zone).getTime() + rest);
		}
	}
}

export function slots(period, interval, zone) {
	const found = [];
	const end = new Date(period.to).getTime();
	for (let at = startOf(interval, period.from, zone); at.getTime() < end && found.length < 5000; at = startOf(interval, shift(at, interval, 1, zone), zone)) {
		found.push(at.toISOString());
	}
	return found;
}

function dayOf(text, zone) {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '');
	if (match) {
		return zoned(Number(match[1]), Number(match[2]), Number(match[3]), 0, zone);
	}
	const at = new Date(text ?? NaN);
	return Number.isNaN(at.getTime()) ? null : at;
}

export function periodOf(params, zone, now = Date.now()) {
	const end = new Date(Math.ceil(now / 1000) * 1000);
	const today = startOf('day', end, zone);
	let preset = PRESETS.some(known => known.value === params.period) ? params.period : '30d';
	let from;
	let to = end;
	switch (preset) {
		case 'today': from = today; break;
		case '24h': from = new Date(startOf('hour', end, zone).getTime() - 23 * 3600000); break;
		case '7d': from = shift(today, 'day', -6, zone); break;
		case '90d': from = shift(today, 'day', -89, zone); break;
		case 'week': from = startOf('week', end, zone); break;
		case 'last-week': to = startOf('week', end, zone); from = shift(to, 'week', -1, zone); break;
		case 'month': from = startOf('month', end, zone); break;
		case 'last-month': to = startOf('month', end, zone); from = shift(to, 'month', -1, zone); break;
		case '12m': from = shift(startOf('month', end, zone), 'month', -11, zone); break;
		case 'custom': {
			const [first, last] = [dayOf(params.from, zone), dayOf(params.to, zone)];
			from = first ?? shift(today, 'day', -29, zone);
			// Days are chosen with the last one included.
			to = last === null ? end : /^\d{4}-\d{2}-\d{2}$/.test(params.to) ? shift(last, 'day', 1, zone) : last;
			if (to <= from) {
				to = shift(from, 'day', 1, zone);
			}
			break;
		}
		default: preset = '30d'; from = shift(today, 'day', -29, zone);
	}
	const length = to - from;
	const interval = length <= 2.1 * DAY ? 'hour' : length <= 100 * DAY ? 'day' : length <= 400 * DAY ? 'week' : 'month';
	const known = PRESETS.find(one => one.value === preset);
	const label = preset === 'custom' ? `${date(from)} – ${date(new Date(to - 1))}` : known.label;
	return {
		preset, label, from: from.toISOString(), to: to.toISOString(), interval,
		before: before(preset, params.compare ?? 'before', from, to, zone), compare: params.compare ?? 'before',
		params: {
			period: preset,
			from: preset === 'custom' ? params.from : undefined, to: preset === 'custom' ? params.to : undefined
		}
	};
}

function before(preset, compare, from, to, zone) {
	if (compare === 'none') {
		return null;
	}
	if (compare === 'year') {
		return { from: shift(from, 'year', -1, zone).toISOString(), to: shift(to, 'year', -1, zone).toISOString(), label: 'a year earlier' };
	}
	let start;
	let end;
	let label = 'previous period';
	if (preset === 'week' || preset === 'last-week') {
		start = shift(from, 'week', -1, zone);
		end = new Date(Math.min(from.getTime(), start.getTime() + (to - from)));
		label = preset === 'week' ? 'last week to date' : 'the week before';
	}
	else if (preset === 'month' || preset === 'last-month') {
		start = shift(from, 'month', -1, zone);
		end = new Date(Math.min(from.getTime(), start.getTime() + (to - from)));
		label = preset === 'month' ? 'last month to date' : 'previous month';
	}
	else if (preset === 'today') {
		start = shift(from, 'day', -1, zone);
		end = new Date(Math.min(from.getTime(), start.getTime() + (to - from)));
		label = 'yesterday to this time';
	}
	else if (/^\d+d$/.test(preset)) {
		const days = -Number.parseInt(preset, 10);
		start = shift(from, 'day', days, zone);
		end = shift(to, 'day', days, zone);
	}
	else {
		start = new Date(from.getTime() - (to - from));
		end = from;
	}
	return { from: start.toISOString(), to: end.toISOString(), label };
}

export function usePeriod(params, zone, preset = '30d') {
	const [turn, setTurn] = useState(0);
	const period = useMemo(() => periodOf({ ...params, period: params.period ?? preset }, zone), [params.period, params.from, params.to, params.compare, zone, turn]);
	const refresh = useCallback(() => setTurn(value => value + 1), []);
	return [period, refresh];
}
