/*
 * The one way to the API. The session's cookie goes with every request, its token with every change.
 *
 * get(path, params?, { signal }?)       the answer's JSON; params that are undefined, null or '' are left out
 * post / put / patch / del(path, body?) the answer's JSON, or null where there is none (204)
 *                                       post and del take a csrfToken as well, where it is not the session's
 * url(path, params)                     for links, such as a CSV's
 * ApiFailure                            what they throw: message (fit to be shown), status, code, param, requestId
 * useGet(path, params?, options?)       { data, error, loading, reload }, in a component: asks again when path or
 *                                       params change, stops asking when the component goes (so: on navigation).
 *                                       path null asks nothing. While it asks again the old data stay.
 *                                       options.every: milliseconds after which it asks again, while the page is seen
 * session(), setSession(session)        who is signed in, as GET /api/session tells
 * onSignedOut(listener)                 called when the API says that nobody is signed in any more
 */
import { useCallback, useEffect, useRef, useState } from './html.js';

export class ApiFailure extends Error {

	constructor(status, error, requestId) {
		super(error.message ?? 'Something went wrong.');
		this.name = 'ApiFailure';
		this.status = status;
		this.code = error.code ?? null;
		this.param = error.param ?? null;
		this.requestId = requestId;
	}

}

let current = null;
let signedOut = () => { };

export function session() {
	return current;
}

export function setSession(session) {
	current = session;
}

export function onSignedOut(listener) {
	signedOut = listener;
}

export function url(path, params = {}) {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(params)) {
		if (value !== undefined && value !== null && value !== '') {
			query.set(name, value);
		}
	}
	const text = query.toString();
	return text ? `${path}?${text}` : path;
}

async function ask(method, path, body, signal, csrfToken = current?.csrfToken) {
	const headers = { accept: 'application/json' };
	if (method !== 'GET') {
		headers['content-type'] = 'application/json';
		if (csrfToken) {
			headers['x-csrf-token'] = csrfToken;
		}
	}
	const asker = current;
	let answer;
	try {
		answer = await fetch(path, {
			method, headers, signal, credentials: 'same-origin', cache: 'no-store',
			body: method === 'GET' || body === undefined ? undefined : JSON.stringify(body)
		});
	}
	catch (failure) {
		if (failure.name === 'AbortError') {
			throw failure;
		}
		throw new ApiFailure(0, { message: 'Serai cannot be reached. Is it running, and are you online?', code: 'unreachable' });
	}
	const text = await answer.text();
	let json = null;
	try {
		json = text ? JSON.parse(text) : null;
	}
	catch {
		json = null;
	}
	if (answer.ok) {
		return json;
	}
	const error = json?.error ?? { message: `Serai answered ${answer.status}.` };
	if (answer.status === 401 && error.code !== 'invalid_credentials' && current !== null && current === asker) {
		signedOut();
	}
	throw new ApiFailure(answer.status, error, answer.headers.get('x-request-id'));
}

export const get = (path, params, options = {}) => ask('GET', url(path, params), undefined, options.signal);
export const post = (path, body = {}, csrfToken = undefined) => ask('POST', path, body, undefined, csrfToken);
export const put = (path, body = {}) => ask('PUT', path, body);
export const patch = (path, body = {}) => ask('PATCH', path, body);
export const del = (path, body, csrfToken = undefined) => ask('DELETE', path, body, undefined, csrfToken);

export function useGet(path, params, options = {}) {
	const address = path === null ? null : url(path, params);
	const [state, setState] = useState({ data: null, error: null, loading: address !== null });
	const [turn, setTurn] = useState(0);
	const last = useRef(null);
	useEffect(() => {
		if (address === null) {
			setState({ data: null, error: null, loading: false });
			return undefined;
		}
		const control = new AbortController();
		const again = last.current === address;
		last.current = address;
		setState(before => ({ data: before.data, error: null, loading: !again || before.data === null }));
		ask('GET', address, undefined, control.signal)
			.then(data => setState({ data, error: null, loading: false }))
			.catch(error => {
				if (!control.signal.aborted) {
					setState(before => ({ data: again ? before.data : null, error, loading: false }));
				}
			});
		return () => control.abort();
	}, [address, turn]);
	const reload = useCallback(() => setTurn(value => value + 1), []);
	useEffect(() => {
		if (!options.every) {
			return undefined;
		}
		const timer = setInterval(() => {
			if (document.visibilityState === 'visible') {
				reload();
			}
		}, options.every);
		return () => clearInterval(timer);
	}, [options.every]);
	return { ...state, reload };
}
