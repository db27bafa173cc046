/* What somebody sees who has no calls yet: how to make the first one, or many at once. */
import { html, useState } from '../html.js';
import { post, useGet } from '../api.js';
import { Button, Card, Code, LinkButton, Note, toast } from '../components.js';
import { link } from '../router.js';

/** The first sample comes with a history, so that no chart is empty. */
const HISTORY_DAYS = 30;

export function SampleTraffic({ session, onSent, kind = 'primary', small = false }) {
	const status = useGet('/api/status');
	const [busy, setBusy] = useState(false);
	if (!session.isAdmin || !status.data?.simulated) {
		return null;
	}
	const send = async () => {
		setBusy(true);
		try {
			const { calls } = await post('/api/sample-traffic', { days: HISTORY_DAYS });
			toast(`${calls} sample calls are being sent.`);
			onSent?.();
		}
		catch (failure) {
			toast(failure.message, 'bad');
		}
		finally {
			setBusy(false);
		}
	};
	return html`<${Button} kind=${kind} small=${small} icon="send" busy=${busy} onClick=${send}>Send sample traffic<//>`;
}

export function FirstSteps({ session, onSent }) {
	const status = useGet('/api/status');
	const command = `curl ${location.origin}/v1/chat/completions \\
    -H "Authorization: Bearer $(cat data/first.key)" \\
    -H "Content-Type: application/json" \\
    -d '{"model": "auto", "messages": [{"role": "user", "content": "Say hello."}]}'`;
	return html`<${Card} title="Welcome to Serai" subtitle="There are no calls yet. These pages update by themselves after the first one." class="first-steps">
		<ol class="steps">
			<li><h3>Make a call</h3><p class="muted">The first start created a key in <code>data/first.key</code>. Any OpenAI SDK works as well: its base URL is <code>${`${location.origin}/v1`}</code>.</p>
				<${Code} text=${command} /></li>
			${session.isAdmin && status.data?.simulated && html`<li><h3>Or send sample traffic</h3>
				<p class="muted">All providers are simulated, so this costs nothing: 120 calls of three sample teams with different features, tags and models, and a generated history of 30 days.</p>
				<${SampleTraffic} session=${session} onSent=${onSent} /></li>`}
			<li><h3>Create teams and keys</h3><p class="muted">Each team has its own keys, budgets and limits, and every call is charged to a team.</p>
				<${LinkButton} small href=${link('governance')} icon="key">Teams and keys<//></li>
		</ol>
		${status.data?.simulated && html`<${Note}>No provider’s key is set, so simulated providers answer. Set <code>OPENAI_API_KEY</code> or another provider’s key and restart Serai to use real models.<//>`}
	<//>`;
}
