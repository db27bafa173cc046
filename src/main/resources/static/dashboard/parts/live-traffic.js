/* What happens now: the last two minutes as a moving chart, and the newest calls. */
import { html, useEffect, useMemo, useState } from '../html.js';
import { useGet } from '../api.js';
import { Badge, Card, Empty, Skeleton, toneOf } from '../components.js';
import { TimeChart, useColors } from '../charts.js';
import { compact, duration, money, number, relative } from '../format.js';
import { link } from '../router.js';
import { outcomeInWords } from './call-words.js';

const SECONDS = 90;

const STATES = { connecting: ['neutral', 'connecting'], open: ['ok', 'live'], lost: ['warn', 'reconnecting'] };

const perSecond = value => `${value < 10 ? value.toFixed(1).replace(/\.0$/, '') : number(value)}/s`;

/** A quiet minute is a flat line at the bottom, not noise blown up. */
const atLeastOne = ({ max }) => max > 1.2 ? null : 1.2;

function LiveState({ state }) {
	const [tone, text] = STATES[state] ?? STATES.connecting;
	return html`<span role="status"><${Badge} tone=${tone} dot>${text}<//></span>`;
}

export function LiveTraffic({ live, actions }) {
	const colors = useColors();
	const pulses = live.pulses.slice(-SECONDS);
	const latest = pulses[pulses.length - 1];
	const series = useMemo(() => {
		const missing = SECONDS - pulses.length;
		const newest = latest ? new Date(latest.at).getTime() : Date.now();
		const pad = Array.from({ length: missing }, () => null);
		return {
			at: Array.from({ length: SECONDS }, (_, index) => index >= missing ? pulses[index - missing].at : new Date(newest - (SECONDS - 1 - index) * 1000).toISOString()),
			lines: [
				{ name: 'Calls per second', values: [...pad, ...pulses.map(pulse => pulse.callsPerSecond)], area: true },
				{ name: 'Failed per second', values: [...pad, ...pulses.map(pulse => pulse.failedPerSecond)], color: colors.badFill }
			]
		};
	}, [latest?.at, pulses.length, colors]);
	return html`<${Card} title="Live traffic" subtitle="The last 90 seconds" actions=${html`${actions}<${LiveState} state=${live.state} />`}>
		<dl class="live-now">
			<div><dt>Calls</dt><dd>${latest ? perSecond(latest.callsPerSecond) : '–'}</dd></div>
			<div><dt>In progress</dt><dd>${latest ? number(latest.activeCalls) : '–'}</dd></div>
			<div><dt>Tokens</dt><dd>${latest ? `${compact(Math.round(latest.tokensPerSecond))}/s` : '–'}</dd></div>
			<div><dt>Spend</dt><dd>${latest ? `${money(latest.usdPerMinute)}/min` : '–'}</dd></div>
		</dl>
		<${TimeChart} label="Calls per second" live at=${series.at} series=${series.lines} interval="now" unit=${perSecond} axis=${perSecond} height=${250} max=${atLeastOne} />
	<//>`;
}

export function NewestCalls({ live, count = 8 }) {
	const first = useGet('/api/calls', { limit: count });
	const [, tick] = useState(0);
	useEffect(() => {
		const timer = setInterval(() => tick(value => value + 1), 5000);
		return () => clearInterval(timer);
	}, []);
	const known = new Map([...live.calls, ...(first.data?.data ?? [])].map(call => [call.id, call]));
	const calls = [...known.values()].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, count);
	return html`<${Card} title="Newest calls" actions=${html`<a class="quiet-link" href=${link('calls')}>All calls</a>`}>
		${first.data === null && calls.length === 0 ? html`<${Skeleton} height=${count * 44} />`
			: calls.length === 0 ? html`<${Empty} title="No calls yet" icon="calls" />`
				: html`<ol class="newest">${calls.map(call => html`<li key=${call.id}><a class="newest-call" href=${link('calls', { id: call.id })}>
					<span class=${`newest-dot ${toneOf(call.outcome)}`} title=${outcomeInWords(call.outcome)}><span class="sr-only">${outcomeInWords(call.outcome)}</span></span>
					<span class="newest-what"><span class="newest-model truncate">${call.model ?? call.modelRequested ?? 'no model'}</span><span class="newest-team truncate">${call.team ?? 'no team'}</span></span>
					<span class="newest-figures"><span>${call.costUsd === null ? 'price unknown' : money(call.costUsd)}</span><span class="muted">${duration(call.totalMs)} · ${relative(call.at)}</span></span></a></li>`)}</ol>`}
	<//>`;
}
