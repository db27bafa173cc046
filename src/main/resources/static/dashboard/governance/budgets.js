// Budgets: what may be spent, how they stand, and changing them.
import { html, useState } from '../html.js';
import { del, patch, post, useGet } from '../api.js';
import { Badge, Button, Card, CheckField, Confirm, Dialog, Empty, Form, Loaded, SelectField, TextField, toast } from '../components.js';
import { dateTime, money, moneyExact, percent, relative, toNumber } from '../format.js';
import { BudgetBar, BudgetLegend } from '../parts/budgets.js';
import { orNull, useForm, words } from '../parts/forms.js';
import { useManagedTeams } from '../parts/short-lived-key.js';

const PERIODS = { day: 'per day', week: 'per week', month: 'per month', total: 'in total' };
const SCOPES = { organisation: 'Organisation', team: 'Team', key: 'Key', feature: 'Feature' };
const AMOUNT = '[0-9]+([.][0-9]+)?';

/** What the budget is for, and of what sort it is. */
function named(budget, teams) {
	const team = teams.find(one => one.id === budget.teamId)?.name;
	return [budget.scope === 'feature' ? budget.feature : budget.owner, `${SCOPES[budget.scope]}${(budget.scope === 'feature' || budget.scope === 'key') && team ? ` of ${team}` : ''}, ${PERIODS[budget.period]}`];
}

function OneBudget({ budget, teams, mayChange, onChange, onDelete }) {
	const limit = toNumber(budget.limitUsd);
	const [name, sort] = named(budget, teams);
	const over = toNumber(budget.remainingUsd) < 0;
	return html`<li class="budget">
		<div class="budget-head">
			<div><strong>${name}</strong> <span class="muted">${sort}</span></div>
			<div class="row-actions">
				<${Badge} tone=${budget.hard ? 'info' : 'neutral'} title=${budget.hard ? 'Calls beyond the limit are refused' : 'Calls beyond the limit continue; an alert is sent'}>${budget.hard ? 'hard' : 'soft'}<//>
				${mayChange && html`<${Button} small kind="ghost" icon="edit" label=${`Change the budget of ${budget.owner}`} onClick=${onChange} />
					<${Button} small kind="ghost" icon="trash" label=${`Delete the budget of ${budget.owner}`} onClick=${onDelete} />`}
			</div>
		</div>
		<${BudgetBar} budget=${budget} />
		<dl class="budget-facts">
			<div><dt>Spent</dt><dd title=${moneyExact(budget.spentUsd)}>${money(budget.spentUsd)} <span class="muted">${limit > 0 && percent(toNumber(budget.spentUsd) / limit, 0)}</span></dd></div>
			<div><dt>Reserved</dt><dd title=${moneyExact(budget.reservedUsd)}>${money(budget.reservedUsd)}</dd></div>
			<div><dt>${over ? 'Over by' : 'Left'}</dt><dd title=${moneyExact(budget.remainingUsd)}>${money(budget.remainingUsd).replace('−', '')}</dd></div>
			<div><dt>Limit</dt><dd>${money(budget.limitUsd)}</dd></div>
			<div><dt>Resets</dt><dd title=${budget.periodEnd && `${dateTime(budget.periodEnd)}, time zone ${budget.timeZone}`}>${budget.periodEnd ? relative(budget.periodEnd) : 'never'}</dd></div>
		</dl>
	</li>`;
}

const percents = text => words(text).map(Number);

function BudgetForm({ given, may, teams, onDone, onClose }) {
	const scopes = may.isAdmin ? Object.keys(SCOPES) : ['key', 'feature'];
	const form = useForm({
		scope: given?.scope ?? (may.isAdmin ? 'team' : 'key'), teamId: given?.teamId ?? teams[0]?.id ?? '', keyId: given?.keyId ?? '', feature: given?.feature ?? '',
		period: given?.period ?? 'month', limitUsd: given?.limitUsd ?? '', softPercent: (given?.softPercent ?? [50, 80]).join(', '), hard: given?.hard ?? true
	});
	const { scope, teamId } = form.values;
	const keys = useGet(scope === 'key' && teamId && !given ? '/api/keys' : null, { team: teamId });
	const save = form.submit(async values => {
		const bounds = { limitUsd: values.limitUsd.trim(), softPercent: percents(values.softPercent), hard: values.hard };
		await (given ? patch(`/api/budgets/${given.id}`, bounds) : post('/api/budgets', {
			scope, period: values.period, ...bounds, ...((scope === 'team' || scope === 'feature') && { teamId }),
			...(scope === 'key' && { keyId: values.keyId }), ...(scope === 'feature' && { feature: orNull(values.feature) })
		}));
		onDone();
	});
	return html`<${Dialog} title=${given ? `Change the budget of ${given.owner}` : 'New budget'} onClose=${onClose}>
		<${Form} submit=${given ? 'Save' : 'Create the budget'} onCancel=${onClose} onSubmit=${save}>
			${!given && html`<div class="form-row">
				<${SelectField} label="Applies to" ...${form.field('scope')} options=${scopes.map(value => ({ value, label: SCOPES[value] }))} />
				<${SelectField} label="Period" ...${form.field('period')} options=${Object.entries(PERIODS).map(([value, label]) => ({ value, label }))} /></div>
				${scope !== 'organisation' && html`<${SelectField} label="Team" required ...${form.field('teamId')} options=${teams.map(team => ({ value: team.id, label: team.name }))} />`}
				${scope === 'key' && html`<${SelectField} label="Key" required ...${form.field('keyId')} options=${[{ value: '', label: 'Choose…' }, ...(keys.data?.data ?? []).filter(key => !key.revokedAt).map(key => ({ value: key.id, label: key.name }))]} />`}
				${scope === 'feature' && html`<${TextField} label="Feature" required maxlength="256" hint="As calls name it in x-serai-feature" ...${form.field('feature')} />`}`}
			<div class="form-row">
				<${TextField} label="Limit in US$" required inputmode="decimal" pattern=${AMOUNT} hint="0 blocks all calls" ...${form.field('limitUsd')} />
				<${TextField} label="Alert at %" pattern="[0-9, ]*" hint="For example 50, 80" ...${form.field('softPercent')} /></div>
			<${CheckField} label="Refuse calls beyond the limit" hint="Otherwise they continue, and an alert is sent" value=${form.values.hard} onChange=${hard => form.set({ hard })} />
		<//>
	<//>`;
}

export function Budgets({ may }) {
	const budgets = useGet('/api/budgets', undefined, { every: 10000 });
	const teams = useGet('/api/teams');
	const managed = useManagedTeams();
	const [open, setOpen] = useState(null);
	const close = () => setOpen(null);
	const mayChange = budget => may.isAdmin || ((budget.scope === 'key' || budget.scope === 'feature') && may.owns(budget.teamId));
	const done = () => {
		toast(open.budget ? 'Budget saved.' : 'Budget created.');
		close();
		budgets.reload();
	};
	return html`<div>
		<${Card} title="Budgets" subtitle="The maximum cost of a call is reserved before it, and the actual cost is charged after it"
			actions=${managed.data?.length > 0 && html`<${Button} kind="primary" small icon="plus" onClick=${() => setOpen({ what: 'form' })}>New budget<//>`}>
			<${Loaded} of=${budgets}>${({ data }) => data.length === 0
				? html`<${Empty} icon="costs" title="No budgets yet"><p>Without a budget, spend is not limited.</p><//>`
				: html`<ul class="budget-list">${data.map(budget => html`<${OneBudget} key=${budget.id} budget=${budget} teams=${teams.data?.data ?? []} mayChange=${mayChange(budget)}
					onChange=${() => setOpen({ what: 'form', budget })} onDelete=${() => setOpen({ what: 'delete', budget })} />`)}</ul>
				<${BudgetLegend} />`}<//>
		<//>
		${open?.what === 'form' && html`<${BudgetForm} given=${open.budget} may=${may} teams=${managed.data ?? []} onDone=${done} onClose=${close} />`}
		${open?.what === 'delete' && html`<${Confirm} title="Delete this budget?" danger confirm="Delete the budget" text=${`Calls of ${open.budget.owner} are no longer limited to ${money(open.budget.limitUsd)} ${PERIODS[open.budget.period]}.`}
			onClose=${close} onConfirm=${async () => {
				await del(`/api/budgets/${open.budget.id}`);
				toast('Budget deleted.');
				budgets.reload();
			}} />`}
	</div>`;
}
