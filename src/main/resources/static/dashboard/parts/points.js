/* Points({ now, before, label, good }): shares are compared in points, for from 99% to 98% is not 1% less. */
import { html } from '../html.js';

export function Points({ now, before, label, good = 'up' }) {
	if (now === null || before === null || now === undefined || before === undefined) {
		return null;
	}
	const points = (now - before) * 100;
	const tone = Math.abs(points) < 0.005 ? 'neutral' : (points > 0) === (good === 'up') ? 'good' : 'poor';
	return html`<span class=${`delta ${tone}`} title=${`compared with ${label}`}>${points > 0 ? '+' : points < 0 ? '−' : '±'}${Math.abs(points).toFixed(Math.abs(points) < 1 ? 2 : 1)} pts<span class="sr-only"> compared with ${label}</span></span>`;
}
