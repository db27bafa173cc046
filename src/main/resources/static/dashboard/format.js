/*
 * Values as people read them. Amounts come as decimal strings and are never rounded on the way to be shown exactly.
 *
 * money(usd)           $1,234.56; below a dollar with the digits that matter: $0.0123, $0.000213; '–' for none
 * moneyExact(usd)      every digit that there is: $0.00021300 is $0.000213
 * moneyCompact(usd)    $12.3K, $4.5M, for axes and small places
 * moneySigned(usd)     as money, with + or −
 * number(n)            12,345            compact(n)   12.3K
 * percent(ratio, d?)   12.3%             duration(ms) 840 ms, 1.24 s, 2 min 3 s; durationShort(ms) 0, 1.5 s, for axes
 * ratio(now, before)   the change as a share, or null where there is nothing to compare with
 * addUsd(a, b), toNumber(usd)                    an exact sum; numbers for bars and charts alone
 * dateTime(at), date(at), time(at), weekday(at)  in the chosen zone; at is an ISO string, a Date or milliseconds
 * bucket(at, interval)                           the name of an hour, day, week or month
 * relative(at)                                   12 s ago, in 3 h
 * plural(n, 'call')                              1 call, 2 calls
 */
import { prefs } from './prefs.js';

const NONE = '–';
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const formats = new Map();

function dates(options) {
	const zone = prefs().zone;
	const key = zone + JSON.stringify(options);
	if (!formats.has(key)) {
		formats.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }));
	}
	return formats.get(key);
}

function split(usd) {
	let text = String(usd).trim();
	if (/e/i.test(text)) {
		text = Number(text).toFixed(20);
	}
	const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
	return match === null ? null
		: { minus: match[1] === '-', units: match[2].replace(/^0+(?=\d)/, '') || '0', fraction: (match[3] ?? '').replace(/0+$/, '') };
}

function grouped(digits) {
	return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Half up, on the digits themselves. */
function rounded(parts, digits) {
	if (parts.fraction.length <= digits) {
		return { ...parts, fraction: parts.fraction.padEnd(digits, '0') };
	}
	const all = BigInt(parts.units + parts.fraction.slice(0, digits)) + (parts.fraction[digits] >= '5' ? 1n : 0n);
	const text = all.toString().padStart(digits + 1, '0');
	return { minus: parts.minus, units: text.slice(0, text.length - digits), fraction: text.slice(text.length - digits) };
}

function written(parts) {
	const zero = /^0*$/.test(parts.units + parts.fraction);
	return `${parts.minus && !zero ? '−' : ''}$${grouped(parts.units)}${parts.fraction ? '.' + parts.fraction : ''}`;
}

export function money(usd) {
	const parts = usd === null || usd === undefined ? null : split(usd);
	if (parts === null) {
		return NONE;
	}
	if (parts.units !== '0' || parts.fraction === '') {
		return written(rounded(parts, 2));
	}
	const leading = parts.fraction.search(/[1-9]/);
	if (leading === 0) {
		return written(rounded(parts, parts.fraction.length > 2 ? 3 : 2));
	}
	return written(rounded(parts, Math.min(Math.max(2, parts.fraction.length), leading + 3)));
}

export function moneyExact(usd) {
	const parts = usd === null || usd === undefined ? null : split(usd);
	return parts === null ? NONE : written({ ...parts, fraction: parts.fraction.padEnd(2, '0') });
}

export function moneyCompact(usd) {
	const value = toNumber(usd);
	if (Math.abs(value) >= 10000) {
		return `${value < 0 ? '−' : ''}$${short.format(Math.abs(value))}`;
	}
	if (Math.abs(value) >= 100) {
		return `${value < 0 ? '−' : ''}$${whole.format(Math.abs(value))}`;
	}
	return money(value.toFixed(Math.abs(value) >= 1 ? 2 : 10));
}

export function moneySigned(usd) {
	const text = money(usd);
	return toNumber(usd) > 0 ? '+' + text : text;
}

export function toNumber(usd) {
	return usd === null || usd === undefined ? 0 : Number(usd);
}

const SCALE = 20;

function scaled(usd) {
	const parts = split(usd ?? '0') ?? split('0');
	const value = BigInt(parts.units + parts.fraction.slice(0, SCALE).padEnd(SCALE, '0'));
	return parts.minus ? -value : value;
}

function unscaled(value) {
	const text = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0');
	const fraction = text.slice(-SCALE).replace(/0+$/, '');
	return `${value < 0n ? '-' : ''}${text.slice(0, -SCALE)}${fraction ? '.' + fraction : ''}`;
}

export const addUsd = (a, b) => unscaled(scaled(a) + scaled(b));

export function number(n) {
	return n === null || n === undefined ? NONE : whole.format(n);
}

export function compact(n) {
	return n === null || n === undefined ? NONE : Math.abs(n) < 10000 ? (Number.isInteger(n) ? whole.format(n) : String(Number(n.toPrecision(3)))) : short.format(n);
}

export function percent(share, digits = 1) {
	if (share === null || share === undefined || !Number.isFinite(share)) {
		return NONE;
	}
	const value = share * 100;
	if (value > 99.9 && value < 100 && digits < 2) {
		return `${(Math.floor(value * 100) / 100).toFixed(2)}%`;
	}
	return `${value.toFixed(Math.abs(value) >= 100 || value === 0 ? 0 : digits)}%`;
}

export function ratio(now, before) {
	const base = toNumber(before);
	return before === null || before === undefined || base === 0 ? null : (toNumber(now) - base) / Math.abs(base);
}

export function duration(ms) {
	if (ms === null || ms === undefined) {
		return NONE;
	}
	if (ms < 1) {
		return `${ms.toFixed(1)} ms`;
	}
	if (ms < 1000) {
		return `${Math.round(ms)} ms`;
	}
	if (ms < 60000) {
		return `${(ms / 1000).toFixed(ms < 10000 ? 2 : 1)} s`;
	}
	const minutes = Math.floor(ms / 60000);
	return minutes < 60 ? `${minutes} min ${Math.round((ms % 60000) / 1000)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function durationShort(ms) {
	return ms === 0 ? '0' : ms < 1000 ? `${Number(ms.toPrecision(3))} ms` : `${Number((ms / 1000).toPrecision(3))} s`;
}

export const dateTime = at => at ? dates({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(at)) : NONE;
export const date = at => at ? dates({ day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at)) : NONE;
export const dayMonth = at => at ? dates({ day: 'numeric', month: 'short' }).format(new Date(at)) : NONE;
export const time = at => at ? dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(at)) : NONE;
export const hourMinute = at => at ? dates({ hour: '2-digit', minute: '2-digit' }).format(new Date(at)) : NONE;
export const weekday = at => at ? dates({ weekday: 'short' }).format(new Date(at)) : NONE;

export function bucket(at, interval) {
	switch (interval) {
		case 'hour': return `${dayMonth(at)} ${hourMinute(at)}`;
		case 'week': return `week of ${dayMonth(at)}`;
		case 'month': return dates({ month: 'long', year: 'numeric' }).format(new Date(at));
		default: return dates({ weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at));
	}
}

export function relative(at, now = Date.now()) {
	const seconds = Math.round((new Date(at).getTime() - now) / 1000);
	const size = Math.abs(seconds);
	const text = size < 60 ? `${size} s` : size < 3600 ? `${Math.floor(size / 60)} min` : size < 172800 ? `${Math.floor(size / 3600)} h` : `${Math.floor(size / 86400)} days`;
	return size < 2 ? 'now' : seconds < 0 ? `${text} ago` : `in ${text}`;
}

export function plural(n, word, more = word + 's') {
	return `${number(n)} ${n === 1 ? word : more}`;
}
