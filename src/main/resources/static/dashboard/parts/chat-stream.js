// Asks for a chat as a stream and tells what comes, as it comes.

/** Text that came in pieces, given back event by event; an event's `data:` lines are joined. */
export class EventReader {
	#rest = '';

	/** @returns the data of each event that is complete now */
	read(text) {
		this.#rest += text.replaceAll('\r', '');
		const blocks = this.#rest.split('\n\n');
		this.#rest = blocks.pop();
		return blocks.map(block => block.split('\n')
			.filter(line => line.startsWith('data:'))
			.map(line => line.slice(5).replace(/^ /, ''))
			.join('\n')).filter(data => data !== '');
	}
}

/** What went wrong in the API's own words. */
export class ChatError extends Error {
	constructor(status, error) {
		super(error?.message ?? `The answer has the status ${status}.`);
		this.name = 'ChatError';
		this.status = status;
		this.code = error?.code ?? null;
		this.param = error?.param ?? null;
	}
}

async function refusal(response) {
	const body = await response.json().catch(() => null);
	return new ChatError(response.status, body?.error);
}

/**
 * @param onStart told the headers: {id, provider, model, simulated}
 * @param onText told each piece of text
 * @returns {id, usage, serai, finish}; usage and serai are null where the stream ended before them
 * @throws ChatError, or an AbortError when the signal says so
 */
export async function streamChat({ secret, request, signal, onStart, onText }) {
	const response = await fetch('/v1/chat/completions', {
		method: 'POST',
		// The key alone says who calls; a session's cookie has no meaning here.
		credentials: 'omit',
		headers: { 'authorization': `Bearer ${secret}`, 'content-type': 'application/json' },
		body: JSON.stringify({ ...request, stream: true, stream_options: { include_usage: true } }),
		signal,
	});
	if (!response.ok) {
		throw await refusal(response);
	}
	const header = name => response.headers.get(name);
	onStart({ id: header('x-request-id'), provider: header('x-serai-provider'), model: header('x-serai-model'),
		attempts: header('x-serai-attempts'), simulated: header('x-serai-simulated') === 'true' });
	const events = new EventReader();
	const end = { id: header('x-request-id'), usage: null, serai: null, finish: null };
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	for (;;) {
		const { value, done } = await nextPart(reader);
		if (done) {
			return end;
		}
		for (const data of events.read(value)) {
			if (data !== '[DONE]') {
				take(JSON.parse(data), end, onText);
			}
		}
	}
}

/** A stream that is not complete ends with an aborted connection, which the browser may report before its error event. */
async function nextPart(reader) {
	try {
		return await reader.read();
	} catch (failure) {
		if (failure.name === 'AbortError') {
			throw failure;
		}
		throw new ChatError(200, { message: 'The answer was interrupted.', code: 'truncated' });
	}
}

function take(chunk, end, onText) {
	if (chunk.error) {
		throw new ChatError(200, chunk.error);
	}
	const choice = chunk.choices?.[0];
	const delta = choice?.delta;
	if (delta?.content) {
		onText(delta.content);
	}
	if (delta?.refusal) {
		onText(delta.refusal);
	}
	end.finish = choice?.finish_reason ?? end.finish;
	end.usage = chunk.usage ?? end.usage;
	end.serai = chunk.serai ?? end.serai;
}

/** Asks under /v1 with a key, as an application does. */
export async function askWithKey(secret, method, path, body, more) {
	const response = await fetch(path, {
		method, credentials: 'omit', headers: { 'authorization': `Bearer ${secret}`, 'content-type': 'application/json', ...more },
		body: body === undefined ? undefined : JSON.stringify(body)
	});
	if (!response.ok) {
		throw await refusal(response);
	}
	return response.json();
}
