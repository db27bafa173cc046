/*
 * What a person prefers, kept in this browser.
 *
 * usePrefs()              { theme: 'light' | 'dark', zone: 'Europe/Berlin' }, and again when one changes
 * prefs()                 the same, outside of components
 * setTheme(theme)         'light', 'dark', or null for the system's
 * setZone(zone)           an IANA name
 * zones()                 all that this browser knows, the browser's own and UTC first
 */
import { useEffect, useState } from './html.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();
let current = { theme: themeNow(), zone: zoneNow() };

function stored(name) {
	try {
		return localStorage.getItem(name);
	}
	catch {
		return null;
	}
}

function store(name, value) {
	try {
		if (value === null) {
			localStorage.removeItem(name);
		}
		else {
			localStorage.setItem(name, value);
		}
	}
	catch {
		// Without storage a choice lasts until the page is left.
	}
}

function themeNow() {
	return stored('serai.theme') ?? (dark.matches ? 'dark' : 'light');
}

function zoneNow() {
	const zone = stored('serai.zone');
	return zone !== null && isZone(zone) ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function isZone(zone) {
	try {
		Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	}
	catch {
		return false;
	}
}

function change(next) {
	current = { ...current, ...next };
	document.documentElement.dataset.theme = current.theme;
	listeners.forEach(listener => listener(current));
}

dark.addEventListener('change', () => change({ theme: themeNow() }));

export function prefs() {
	return current;
}

export function usePrefs() {
	const [value, setValue] = useState(current);
	useEffect(() => {
		listeners.add(setValue);
		setValue(current);
		return () => listeners.delete(setValue);
	}, []);
	return value;
}

export function setTheme(theme) {
	store('serai.theme', theme);
	change({ theme: theme ?? themeNow() });
}

export function setZone(zone) {
	if (isZone(zone)) {
		store('serai.zone', zone);
		change({ zone });
	}
}

export function zones() {
	const own = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
	const known = Intl.supportedValuesOf ? Intl.supportedValuesOf('timeZone') : [];
	return [...new Set([current.zone, own, 'UTC', ...known])];
}
