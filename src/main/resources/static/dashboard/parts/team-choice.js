// Which team pays for what a page asks; said kindly where there is none.
import { html } from '../html.js';
import { ErrorNote, Note, Select } from '../components.js';

export function TeamChoice({ keyOf }) {
	if (keyOf.teams === null || keyOf.teams.length < 2) {
		return null;
	}
	return html`<${Select} label="Charged team" value=${keyOf.team} options=${keyOf.teams.map(team => ({ value: team.id, label: `Charge ${team.name}` }))} onChange=${keyOf.chooseTeam} />`;
}

/** What stands in the way; nothing where nothing does. */
export function NoTeam({ keyOf, what }) {
	if (keyOf.error) {
		return html`<${ErrorNote} error=${keyOf.error} />`;
	}
	return keyOf.teams?.length === 0 && html`<${Note} icon="key"><p>${what} makes calls like an application, with a key of a team that expires within 30 minutes. You do not manage a team yet. Ask a team owner or an admin to make you an owner.</p><//>`;
}
