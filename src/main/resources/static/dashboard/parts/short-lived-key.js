/*
 * A key that a page makes for itself, so that it can ask under /v1 as an application does. It ends by itself within the
 * hour, is in this page's memory alone, and is revoked when the page is left.
 *
 * useShortLivedKey(purpose)   { teams, team, chooseTeam, withKey, loading, error }
 *   teams      the teams whose keys this person may make, by name; null while that is not known
 *   team       the id of the one that pays
 *   withKey    async (secret => …): makes the key when there is none, and once more when it was refused as ended
 * useManagedTeams()           { data: teams or null, error }
 */
import { useCallback, useEffect, useRef, useState } from '../html.js';
import { del, post, session, useGet } from '../api.js';

const LIFE = 60 * 60 * 1000;
/** So long before its end a key counts as ended: a long answer should not outlive it. */
const MARGIN = 5 * 60 * 1000;

export function useManagedTeams() {
	const signedIn = session();
	const admin = signedIn?.person.role === 'admin';
	const all = useGet(admin ? '/api/teams' : null);
	if (!admin) {
		return { data: (signedIn?.teams ?? []).filter(team => team.role === 'owner'), error: null };
	}
	return { data: all.data && all.data.data.filter(team => !team.archivedAt), error: all.error };
}

function revokeOnTheWayOut(id) {
	// keepalive lets the request outlive the page; the key would end by itself within the hour in any case.
	fetch(`/api/keys/${encodeURIComponent(id)}`, {
		method: 'DELETE', keepalive: true, credentials: 'same-origin', headers: { 'x-csrf-token': session()?.csrfToken ?? '' }
	}).catch(() => { });
}

export function useShortLivedKey(purpose) {
	const teams = useManagedTeams();
	const [chosen, chooseTeam] = useState(null);
	const team = teams.data?.some(one => one.id === chosen) ? chosen : teams.data?.[0]?.id ?? null;
	const held = useRef(null);

	const release = useCallback(() => {
		const key = held.current;
		held.current = null;
		key?.then(({ id }) => del(`/api/keys/${encodeURIComponent(id)}`)).catch(() => { });
	}, []);

	useEffect(() => release, [team]);
	useEffect(() => {
		const leaving = () => {
			held.current?.then(({ id }) => revokeOnTheWayOut(id)).catch(() => { });
			held.current = null;
		};
		addEventListener('pagehide', leaving);
		return () => removeEventListener('pagehide', leaving);
	}, []);

	const key = useCallback(async () => {
		const known = held.current && await held.current.catch(() => null);
		if (known && Date.now() < known.until) {
			return known.secret;
		}
		const until = Date.now() + LIFE;
		const making = post('/api/keys', { teamId: team, name: `dashboard ${purpose}`, expiresAt: new Date(until).toISOString() })
			.then(made => ({ id: made.id, secret: made.secret, until: until - MARGIN }));
		held.current = making;
		making.catch(() => {
			held.current = null;
		});
		return (await making).secret;
	}, [team]);

	const withKey = useCallback(async use => {
		try {
			return await use(await key());
		}
		catch (failure) {
			if (failure.status !== 401 || failure.name !== 'ChatError') {
				throw failure;
			}
			held.current = null;
			return use(await key());
		}
	}, [key]);

	return { teams: teams.data, team, chooseTeam, withKey, loading: teams.data === null && !teams.error, error: teams.error };
}
