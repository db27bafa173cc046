// Which team pays for what a page asks; said kindly where there is none.
import { html } from '../html.js';
import { ErrorNote, Note, Select } from '../components.js';

export function TeamChoice({ keyOf }) {
	if (keyOf.teams === null || keyOf.teams.length < 2) {
		return null;
	}
	return html`<${Select} label="Team that pays" value=${keyOf.team} options=${keyOf.teams.map(team => ({ value: team.id, label: `as ${team.name}` }))} onChange=${keyOf.chooseTeam} />`;
}

/** What stands in the way; nothing where nothing does. */
export function NoTeam({ keyOf, what }) {
	if (keyOf.error) {
		return html`<${ErrorNote} error=${keyOf.error} />`;
	}
	return keyOf.teams?.length === 0 && html`<${Note} icon="key"><p>${what} asks as an application does, with a key of a team that ends within the hour. You do not manage a team yet: an owner or an admin can make you the owner of one, and then this works.</p><//>`;
}
