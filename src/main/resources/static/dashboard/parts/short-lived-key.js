/*
 * A key that a page makes for itself at its first request, so that it can ask under /v1 as an application does. It expires
 * within 30 minutes and is in this page's memory alone. It is not revoked: so a visit leaves one row in the audit log.
 *
 * useShortLivedKey(purpose)   { teams, team, chooseTeam, withKey, loading, error }
 *   teams      the teams whose keys this person may make, by name; null while that is not known
 *   team       the id of the one that pays
 *   withKey    async (secret => …): makes the key when there is none, and once more when it was refused as expired
 * useManagedTeams()           { data: teams or null, error }
 */
import { useCallback, useEffect, useRef, useState } from '../html.js';
import { post, session, useGet } from '../api.js';

const LIFE = 30 * 60 * 1000;
/** A new key is made this long before the old one expires, so that a long answer does not outlive its key. */
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

export function useShortLivedKey(purpose) {
	const teams = useManagedTeams();
	const [chosen, chooseTeam] = useState(null);
	const team = teams.data?.some(one => one.id === chosen) ? chosen : teams.data?.[0]?.id ?? null;
	const held = useRef(null);

	useEffect(() => () => {
		held.current = null;
	}, [team]);

	const key = useCallback(async () => {
		const known = held.current && await held.current.catch(() => null);
		if (known && Date.now() < known.until) {
			return known.secret;
		}
		const until = Date.now() + LIFE;
		const making = post('/api/keys', { teamId: team, name: `dashboard ${purpose}`, expiresAt: new Date(until).toISOString() })
			.then(made => ({ secret: made.secret, until: until - MARGIN }));
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
