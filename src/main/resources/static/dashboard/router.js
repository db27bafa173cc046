/*
 * Where one is: in the hash, so that every view is a link that works after a reload.
 *   #/costs?by=team&period=7d      page 'costs', params { by: 'team', period: '7d' }
 *   #/calls/0198…                  page 'calls', params { id: '0198…' }
 *
 * useRoute()                       { page, params }, and again when it changes
 * link(page, params)               the address of a view, for href; empty params are left out; id becomes the path
 * navigate(page, params, options)  goes there; { replace: true } without a step in the history
 */
import { useEffect, useState } from './html.js';

export function parse(hash) {
	const text = hash.replace(/^#\/?/, '');
	const [path, query] = [text.split('?', 1)[0], text.slice(text.split('?', 1)[0].length + 1)];
	const [page, id] = path.split('/').map(part => {
		try {
			return decodeURIComponent(part);
		}
		catch {
			return part;
		}
	});
	const params = Object.fromEntries(new URLSearchParams(query));
	if (id) {
		params.id = id;
	}
	return { page: page || 'overview', params };
}

export function link(page, params = {}) {
	const { id, ...rest } = params;
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(rest)) {
		if (value !== undefined && value !== null && value !== '') {
			query.set(name, value);
		}
	}
	const text = query.toString();
	return `#/${page}${id ? '/' + encodeURIComponent(id) : ''}${text ? '?' + text : ''}`;
}

export function navigate(page, params = {}, options = {}) {
	const target = link(page, params);
	if (target === location.hash) {
		return;
	}
	if (options.replace) {
		history.replaceState(null, '', target);
		dispatchEvent(new HashChangeEvent('hashchange'));
	}
	else {
		location.hash = target;
	}
}

export function useRoute() {
	const [route, setRoute] = useState(() => parse(location.hash));
	useEffect(() => {
		const changed = () => setRoute(parse(location.hash));
		addEventListener('hashchange', changed);
		return () => removeEventListener('hashchange', changed);
	}, []);
	return route;
}
