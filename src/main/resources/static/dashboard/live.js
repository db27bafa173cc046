/*
 * What happens now: one connection to /api/live, shared by all components that use it and closed when none does.
 *
 * useLive()   { state, pulses, calls }
 *   state     'connecting', 'open', 'lost' (it tries again by itself), 'off' (this Serai has no live feed)
 *   pulses    up to the last 120 pulses, oldest first: { at, callsPerSecond, activeCalls, tokensPerSecond, usdPerMinute, … }
 *   calls     up to the 50 newest calls that were seen meanwhile, newest first
 */
import { useEffect, useState } from './html.js';
import { get } from './api.js';

const PULSES = 120;
const CALLS = 50;
const listeners = new Set();
let source = null;
let retry = null;
let wait = 1000;
let value = { state: 'connecting', pulses: [], calls: [] };

function tell(next) {
	value = { ...value, ...next };
	listeners.forEach(listener => listener(value));
}

function open() {
	clearTimeout(retry);
	source = new EventSource('/api/live');
	source.addEventListener('open', () => {
		wait = 1000;
		tell({ state: 'open' });
	});
	source.addEventListener('pulse', event => {
		let pulse;
		try {
			pulse = JSON.parse(event.data);
		}
		catch {
			return;
		}
		const fresh = (pulse.recent ?? []).filter(call => !value.calls.some(known => known.id === call.id));
		fresh.sort((a, b) => (a.at < b.at ? 1 : -1));
		tell({
			state: 'open', pulses: [...value.pulses, pulse].slice(-PULSES),
			calls: fresh.length ? [...fresh, ...value.calls].slice(0, CALLS) : value.calls
		});
	});
	source.addEventListener('error', () => {
		const ended = source?.readyState === EventSource.CLOSED;
		tell({ state: 'lost' });
		if (ended) {
			close();
			// Says whether the session is over; if it is not, the feed may be full or the server just starting.
			get('/api/session').then(later, later);
		}
	});
}

function later(failure) {
	if (listeners.size > 0 && source === null && document.visibilityState !== 'hidden' && failure?.status !== 401) {
		wait = Math.min(wait * 2, 30000);
		clearTimeout(retry);
		retry = setTimeout(open, wait);
	}
}

function close() {
	clearTimeout(retry);
	source?.close();
	source = null;
}

// Browsers have few connections to one server: a tab that nobody sees gives its own back.
document.addEventListener('visibilitychange', () => {
	if (document.visibilityState === 'hidden') {
		close();
	}
	else if (listeners.size > 0 && source === null) {
		tell({ state: 'connecting', pulses: [] });
		open();
	}
});

export function useLive() {
	const [seen, setSeen] = useState(value);
	useEffect(() => {
		listeners.add(setSeen);
		if (listeners.size === 1) {
			value = { state: 'connecting', pulses: [], calls: value.calls };
			open();
		}
		setSeen(value);
		return () => {
			listeners.delete(setSeen);
			if (listeners.size === 0) {
				close();
			}
		};
	}, []);
	return seen;
}
