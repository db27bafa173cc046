// Answers that are texts, such as a report as it is mailed.
import { useEffect, useState } from '../html.js';
import { ApiFailure } from '../api.js';

/** @throws ApiFailure as the API's other answers do */
export async function getText(address, signal) {
	const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store', signal });
	const text = await answer.text();
	if (answer.ok) {
		return text;
	}
	let error = { message: `Serai answered ${answer.status}.` };
	try {
		error = JSON.parse(text).error ?? error;
	}
	catch {
		// What is no JSON says nothing more.
	}
	throw new ApiFailure(answer.status, error, answer.headers.get('x-request-id'));
}

/** In a component: { data, error, loading, reload } as useGet gives, so that Loaded takes it. */
export function useText(address) {
	const [state, setState] = useState({ data: null, error: null, loading: true });
	const [turn, setTurn] = useState(0);
	useEffect(() => {
		const control = new AbortController();
		getText(address, control.signal).then(data => setState({ data, error: null, loading: false }), error => control.signal.aborted || setState({ data: null, error, loading: false }));
		return () => control.abort();
	}, [address, turn]);
	return { ...state, reload: () => setTurn(value => value + 1) };
}
