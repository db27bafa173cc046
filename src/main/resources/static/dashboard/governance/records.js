// Verification of the records, on demand; signed checkpoints.
import { html, useState } from '../html.js';
import { get, post, useGet } from '../api.js';
import { Button, Card, Code, ErrorNote, Icon, Note, Stat, toast } from '../components.js';
import { dateTime, number, plural } from '../format.js';
import { link } from '../router.js';

const REASONS = {
	edited: 'The record was changed after it was written.', missing: 'The record is missing.', inserted: 'The record was inserted afterwards.', reordered: 'The record is in another place.',
	truncated: 'The end of the chain is missing.', checkpoint_mismatch: 'The chain between this record and the checkpoint differs from the signed one.', removal_mismatch: 'The records removed after their retention differ from the signed list.', bad_signature: 'The signature of a checkpoint is not valid.'
};

function First({ finding }) {
	const isCall = finding.kind === 'call' || finding.kind === 'calls';
	return html`<dl class="inline-facts">
		<div><dt>Problem</dt><dd>${REASONS[finding.reason] ?? finding.reason}</dd></div>
		<div><dt>Record</dt><dd>${finding.seq > 0 ? `${finding.kind} number ${number(finding.seq)}` : `${finding.kind} in no chain`}</dd></div>
		${finding.id && html`<div><dt>Id</dt><dd>${isCall ? html`<a href=${link('calls', { id: finding.id })}><code class="id">${finding.id}</code></a>` : html`<code class="id">${finding.id}</code>`}</dd></div>`}
		${finding.node && html`<div><dt>Node</dt><dd><code class="id" title=${finding.node}>${finding.node.slice(0, 8)}</code></dd></div>`}
	</dl>`;
}

/** What was found and how much of it. */
function amounts(verdict) {
	return [`${plural(verdict.records, 'record')} verified`,
		verdict.inserted > 0 && `${plural(verdict.inserted, 'record')} inserted into the database`,
		verdict.unverified > 0 && `${plural(verdict.unverified, 'record')} not verifiable, because a chain deviates before them`].filter(Boolean).join(', ');
}

function Verdict({ verdict, at }) {
	return html`<div class="stack">
		<div class=${`verdict ${verdict.valid ? 'good' : 'bad'}`} role="status">
			<span class="verdict-mark"><${Icon} name=${verdict.valid ? 'check' : 'warning'} size=${28} /></span>
			<div><p class="verdict-title">${verdict.valid ? 'Verified' : 'Tampered'}</p>
				<p class="muted">${amounts(verdict)}. ${dateTime(at)}</p></div>
		</div>
		${verdict.first && html`<${First} finding=${verdict.first} />`}
		<div class="stats">
			<${Stat} label="Verified records" value=${number(verdict.records)} />
			<${Stat} label="Personal data erased" value=${number(verdict.erased)} hint="Records whose personal data was erased; they can still be verified" />
			${verdict.removed !== undefined && html`<${Stat} label="Removed after retention" value=${number(verdict.removed)} hint="Deleted after their retention ended; each deletion is signed" />`}
			<${Stat} label="Before hash chains" value=${number(verdict.unproved)} hint="Records from before hash chains existed; they cannot be verified" />
			${verdict.inserted > 0 && html`<${Stat} label="Inserted" class="bad-text" value=${number(verdict.inserted)} hint="Records that Serai did not write: they are in no chain" />`}
			${verdict.unverified > 0 && html`<${Stat} label="Not verifiable" class="bad-text" value=${number(verdict.unverified)} hint="Records from the first deviation of a chain on" />`}
			<${Stat} label="Checkpoints" value=${number(verdict.checkpoints)} />
		</div>
		<div class="table-wrap"><table class="table dense"><caption class="sr-only">Nodes</caption>
			<thead><tr><th scope="col">Node</th><th scope="col" class="num">Calls</th><th scope="col" class="num">Changes</th><th scope="col">State</th></tr></thead>
			<tbody>${verdict.nodes.map(node => html`<tr key=${node.node}><th scope="row"><code class="id" title=${node.node}>${node.node.slice(0, 8)}</code></th><td class="num">${number(node.calls)}</td><td class="num">${number(node.adminEvents)}</td>
				<td>${node.first ? (REASONS[node.first.reason] ?? node.first.reason) : 'verified'}</td></tr>`)}</tbody></table></div>
	</div>`;
}

export function Records({ may }) {
	const key = useGet('/api/audit/key');
	const [result, setResult] = useState(null);
	const [busy, setBusy] = useState(null);
	const [error, setError] = useState(null);
	const [checkpoint, setCheckpoint] = useState(null);
	const doing = (what, work) => async () => {
		setBusy(what);
		setError(null);
		try {
			await work();
		}
		catch (failure) {
			setError(failure);
		}
		setBusy(null);
	};
	const verify = doing('verify', async () => setResult({ verdict: await get('/api/audit/verify'), at: new Date() }));
	const sign = doing('sign', async () => {
		setCheckpoint(await post('/api/audit/checkpoints'));
		toast('The checkpoint is signed and is being exported.');
	});
	return html`<div class="stack">
		<${Card} title="Verification" subtitle="Calls and changes are in hash chains; a change made directly in the database is detected"
			actions=${html`<${Button} kind="primary" small icon="check" busy=${busy === 'verify'} onClick=${verify}>${result ? 'Verify again' : 'Verify now'}<//>`}>
			<${ErrorNote} error=${error} />
			${result ? html`<${Verdict} ...${result} />` : html`<p class="muted">${busy === 'verify' ? 'Reading every record…' : 'Reads every record and recomputes its hash. It takes some seconds per million records.'}</p>`}
		<//>
		<${Card} title="Checkpoints" subtitle="Every hour each node signs the state of its chains; exported checkpoints reveal a shortened or rewritten chain"
			actions=${may.isAdmin && html`<${Button} small icon="plus" busy=${busy === 'sign'} onClick=${sign}>Create one now<//>`}>
			${checkpoint && html`<${Note} icon="check"><p>Checkpoint ${number(checkpoint.number)} of ${dateTime(checkpoint.at)}: ${checkpoint.chains.map(chain => `${chain.kind} up to number ${number(chain.last)}`).join(', ')}.</p><//>`}
			${key.data && html`<p class="card-sub">The public key of this node (${key.data.algorithm}). Keep a copy where database administrators cannot change it.</p><${Code} text=${key.data.publicKey} />`}
		<//>
	</div>`;
}
