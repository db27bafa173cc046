/*
 * What pages are made of. All texts are text nodes. Every part takes `class` for a class of the page's own.
 *
 * PageHeader({ title, subtitle, actions })              a page's head: the one h1, and what acts on the whole page
 * Card({ title, subtitle, actions, flush, children })   a section with an h2; flush: content goes to the edges (tables)
 * Grid({ min, children })                               cards side by side, as many as there is room for (min: px)
 * Stat({ label, value, detail, hint, delta, children }) a figure; delta: a <Delta/>; hint: shown on hover and to readers;
 *                                                       children: what stands below
 * Delta({ ratio, good, label })                         +12% ▲; good: 'up' | 'down' | 'none' says which way is green
 * Table({ caption, columns, rows, rowKey, sort, onSort, onRow, rowLabel, empty, limit, dense })
 *   columns: { key, label, numeric, value: row => sortable, render: row => content, hint, sortable = true, wide }
 *   sort: { key, descending } at first; onSort(key): the rows come sorted by `sort`, and another column is wanted; onRow(row): rows open something, by click and by Enter; limit: rows shown at
 *   first, with a button for the rest
 * Badge({ tone, dot, children })                        tone: ok | warn | bad | info | neutral
 * Tabs({ label, tabs: [{ id, label }], value, onChange })   arrow keys move; the page shows the panel itself
 * Dialog({ title, onClose, actions, wide, children })   modal: traps focus, Escape closes, focus returns
 * Confirm({ title, text, confirm, danger, onConfirm, onClose })   onConfirm may return a promise; its error is shown
 * Form({ onSubmit, submit, children, onCancel, actions })   onSubmit returns a promise; its ApiFailure is shown
 * TextField, TextArea, SelectField, CheckField({ label, hint, error, value, onChange, … })   onChange gets the value
 * Select({ label, value, options: [{ value, label }], onChange })   a small one for toolbars; its label is for readers
 * Segments({ label, value, options, onChange })         a few choices side by side, a radio group
 * PeriodPicker({ period, onChange, compare })           period: from usePeriod; onChange({ period, from, to, compare })
 * Button({ kind, small, busy, icon, onClick, type, disabled, label })   kind: primary | plain | ghost | danger
 * LinkButton({ href, icon, download })                  looks like a button, is a link
 * CopyButton({ text, label })    Code({ text, copy })   a block of code with a button to copy it
 * Empty({ title, children, action, icon })              nothing here: says why, and what to do
 * ErrorNote({ error, retry })                           what went wrong, and a way to try again
 * Note({ tone, icon, children })                       something that one should know
 * Skeleton({ height, lines })    Spinner({ label })     room that is kept while something loads
 * Loaded({ of, skeleton, children: data => content })   of: what useGet gives; skeleton, error or content
 * Disclosure({ summary, open, children })               more on demand
 * Icon({ name, size })                                  decorative; names in ICONS
 * Breaker({ state })             whether a deployment is healthy or paused, as a badge
 * toneOf(outcome)                a Badge's tone for a call's outcome
 * toast(text, tone)              says that something is done; Toasts is shown once, by the shell
 */
import { classes, html, useEffect, useId, useMemo, useRef, useState } from './html.js';
import { number, percent } from './format.js';
import { COMPARISONS, PRESETS } from './period.js';
import { prefs } from './prefs.js';

/* Icons: paths on a 20 × 20 field, drawn with a line. */
const ICONS = {
	overview: 'M3 11h5v6H3zM3 3h5v5H3zM12 3h5v8h-5zM12 14h5v3h-5z',
	costs: 'M10 2.5v15M13.6 6.2C13 5 11.700 4.500 10 4.500c-2.200 0-3.700 1-3.700 2.700 0 3.700 7.500 1.700 7.500 5.500 0 1.800-1.600 2.800-3.800 2.800-2 0-3.400-.8-3.900-2.100',
	usage: 'M3 17V9M8 17V3M13 17v-6M17.500 17V6',
	performance: 'M3.500 15.500a8 8 0 1 1 13 0M10 11l3.500-4.500',
	calls: 'M3 5h14M3 10h14M3 15h9',
	forecast: 'M3 15.5l4.500-5 3 3 3-4M13.500 9.500h0M14.500 8l2.500-3.500M13 4.500h4v4',
	routing: 'M3 10h4l3-5h7M10 15h7M7 10l3 5M14.500 2.500 17 5l-2.500 2.500M14.500 12.500 17 15l-2.500 2.500',
	governance: 'M10 2.500 4 5v4.500c0 3.700 2.500 6.400 6 8 3.500-1.600 6-4.300 6-8V5zM7.500 10l1.800 1.800 3.400-3.600',
	reports: 'M3 5h14v10.500H3zM3 5.500l7 5.500 7-5.500',
	alerts: 'M5 14V9a5 5 0 0 1 10 0v5l1.500 1.500h-13zM8.500 17.500h3',
	compliance: 'M6 3h8v3H6zM6 4.500H4V17.500h12V4.500h-2M7.500 11.500l2 2 3.500-4',
	playground: 'M4 4h12v9H9l-3.500 3v-3H4z',
	routes: 'M5 5.500a2 2 0 1 0 0-.1zM15 10.500a2 2 0 1 0 0-.1zM5 15.500a2 2 0 1 0 0-.1zM7 5.500h3l3 3.700M7 15.500h3l3-3.700',
	sun: 'M10 13.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100',
	moon: 'M16 11.800A6.500 6.500 0 0 1 8.200 4a6.500 6.500 0 1 0 7.800 7.800z',
	menu: 'M3 5.500h14M3 10h14M3 14.500h14',
	close: 'M5 5l10 10M15 5 5 15',
	chevron: 'M6 8l4 4 4-4',
	up: 'M10 15.500v-11M5.500 9 10 4.500 14.500 9',
	down: 'M10 4.500v11M5.500 11l4.500 4.500 4.500-4.500',
	right: 'M4.500 10h11M11 5.500l4.500 4.500-4.500 4.500',
	left: 'M15.500 10h-11M9 5.500 4.500 10 9 14.500',
	download: 'M10 3v9.500M6 9l4 4 4-4M3.500 16.500h13',
	copy: 'M7 7h9v9.500H7zM13 7V3.500H4V13h3',
	check: 'M4 10.500l4 4 8-9',
	plus: 'M10 4v12M4 10h12',
	search: 'M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4',
	refresh: 'M16 10a6 6 0 1 1-1.800-4.300M16.500 2.500v4h-4',
	person: 'M10 9.500a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400zM3.500 17c.6-3.200 3.200-5 6.500-5s5.900 1.800 6.500 5',
	key: 'M7 12.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM10.500 9H17v3M14 9v2',
	out: 'M8 3.500H4v13h4M8 10h9M13.500 6.500 17 10l-3.500 3.500',
	warning: 'M10 3 2.500 16.500h15zM10 8v4M10 14v.500',
	clock: 'M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15zM10 6v4l2.800 2',
	play: 'M6 4l9.500 6L6 16z',
	stop: 'M5 5h10v10H5z',
	trash: 'M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.700 11h7.600l.700-11M8.500 8.500v5M11.500 8.500v5',
	edit: 'M4 16l.800-3.500L13 4.300l2.700 2.700-8.200 8.200z',
	filter: 'M3 4.500h14l-5.500 6.500v5.500l-3-1.500v-4z',
	external: 'M8 4H4v12h12v-4M11.500 3.500h5v5M16 4l-7 7',
	send: 'M3 10l14-6.500L13 17l-3-5.500z',
	info: 'M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15zM10 9v5M10 6v.500'
};

export function Icon({ name, size = 18 }) {
	return html`<svg class="icon" width=${size} height=${size} viewBox="0 0 20 20" fill="none" stroke="currentColor"
		stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d=${ICONS[name]} /></svg>`;
}

export function PageHeader({ title, subtitle, actions, children }) {
	return html`<header class="page-head">
		<div class="page-head-text"><h1 tabindex="-1" id="page-title">${title}</h1>${subtitle && html`<p class="page-sub">${subtitle}</p>`}</div>
		${(actions || children) && html`<div class="page-actions">${actions}${children}</div>`}
	</header>`;
}

export function Card({ title, subtitle, actions, flush, class: own, children }) {
	const id = useId();
	return html`<section class=${classes('card', flush && 'flush', own)} aria-labelledby=${title ? id : undefined}>
		${(title || actions) && html`<header class="card-head">
			<div>${title && html`<h2 id=${id}>${title}</h2>`}${subtitle && html`<p class="card-sub">${subtitle}</p>`}</div>
			${actions && html`<div class="card-actions">${actions}</div>`}
		</header>`}
		<div class="card-body">${children}</div>
	</section>`;
}

export function Grid({ min = 320, class: own, children }) {
	return html`<div class=${classes('grid', own)} style=${{ '--min': `${min}px` }}>${children}</div>`;
}

export function Stat({ label, value, detail, hint, delta, class: own, children }) {
	return html`<div class=${classes('stat', own)}>
		<div class="stat-label" title=${hint}>${label}${hint && html`<span class="sr-only">: ${hint}</span>`}</div>
		<div class="stat-value">${value}</div>
		<div class="stat-foot">${delta}${detail && html`<span class="stat-detail">${detail}</span>`}</div>
		${children}
	</div>`;
}

export function Delta({ ratio, good = 'none', label }) {
	if (ratio === null || ratio === undefined || !Number.isFinite(ratio)) {
		return null;
	}
	const way = Math.abs(ratio) < 0.0005 ? 'same' : ratio > 0 ? 'up' : 'down';
	const tone = way === 'same' || good === 'none' ? 'neutral' : way === good ? 'good' : 'poor';
	const size = Math.abs(ratio) >= 10 ? `×${number(1 + ratio)}` : percent(Math.abs(ratio), Math.abs(ratio) < 0.1 ? 1 : 0);
	return html`<span class=${classes('delta', tone)} title=${label && `compared with ${label}`}>
		${way !== 'same' && html`<${Icon} name=${way} size=${12} />`}<span class="sr-only">${way === 'up' ? 'up' : way === 'down' ? 'down' : 'unchanged'} </span>${way === 'same' ? '0%' : size}
		${label && html`<span class="sr-only"> compared with ${label}</span>`}</span>`;
}

function compare(a, b) {
	if (a === b) {
		return 0;
	}
	if (a === null || a === undefined) {
		return -1;
	}
	if (b === null || b === undefined) {
		return 1;
	}
	return typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b, 'en', { numeric: true }) : a < b ? -1 : 1;
}

export function Table({ caption, columns, rows, rowKey = row => row.key ?? row.id, sort, onSort, onRow, rowLabel, empty, limit, dense, class: own, footer }) {
	const [chosen, setOrder] = useState(sort ?? null);
	const order = onSort ? sort : chosen;
	const [all, setAll] = useState(false);
	const sorted = useMemo(() => {
		const column = !onSort && order && columns.find(one => one.key === order.key);
		if (!column) {
			return rows;
		}
		const of = column.value ?? (row => row[column.key]);
		const result = [...rows].sort((a, b) => compare(of(a), of(b)));
		return order.descending ? result.reverse() : result;
	}, [rows, order, columns]);
	const shown = limit && !all ? sorted.slice(0, limit) : sorted;
	const turn = column => onSort ? onSort(column.key) : setOrder(order?.key === column.key ? { key: column.key, descending: !order.descending } : { key: column.key, descending: Boolean(column.numeric) });
	if (rows.length === 0 && empty) {
		return empty;
	}
	return html`<div class=${classes('table-wrap', own)} tabindex="0" role="region" aria-label=${caption}>
		<table class=${classes('table', dense && 'dense', onRow && 'opens')}>
			<caption class="sr-only">${caption}</caption>
			<thead><tr>${columns.map(column => {
				const active = order?.key === column.key;
				return html`<th key=${column.key} scope="col" class=${classes(column.numeric && 'num', column.wide && 'wide')} title=${column.hint}
					aria-sort=${active ? (order.descending ? 'descending' : 'ascending') : undefined}>
					${column.sortable === false ? column.label
						: html`<button type="button" class=${classes('sort', active && 'active')} onClick=${() => turn(column)}>${column.label}
							<span class=${classes('sort-mark', active && (order.descending ? 'desc' : 'asc'))} aria-hidden="true"></span></button>`}
				</th>`;
			})}</tr></thead>
			<tbody>${shown.map(row => html`<tr key=${rowKey(row)} tabindex=${onRow ? 0 : undefined} aria-label=${onRow && rowLabel ? rowLabel(row) : undefined}
				onClick=${onRow && (event => !event.target.closest('a,button') && onRow(row))}
				onKeyDown=${onRow && (event => event.key === 'Enter' && event.target === event.currentTarget && onRow(row))}>
				${columns.map((column, index) => {
					const content = column.render ? column.render(row) : row[column.key];
					const name = classes(column.numeric && 'num', column.wide && 'wide');
					return index === 0 ? html`<th key=${column.key} scope="row" class=${name}>${content}</th>` : html`<td key=${column.key} class=${name} data-label=${column.label}>${content}</td>`;
				})}</tr>`)}</tbody>
			${footer && html`<tfoot><tr>${columns.map((column, index) => index === 0 ? html`<th key=${column.key} scope="row">${footer[column.key]}</th>`
				: html`<td key=${column.key} class=${column.numeric ? 'num' : ''}>${footer[column.key]}</td>`)}</tr></tfoot>`}
		</table>
		${limit && sorted.length > limit && html`<div class="table-more"><${Button} kind="ghost" small onClick=${() => setAll(!all)}>
			${all ? `Show the first ${limit}` : `Show all ${number(sorted.length)}`}<//></div>`}
	</div>`;
}

export function Badge({ tone = 'neutral', dot, title, children }) {
	return html`<span class=${classes('badge', tone)} title=${title}>${dot && html`<span class="dot" aria-hidden="true"></span>`}${children}</span>`;
}

const OUTCOMES = { ok: 'ok', refused: 'warn', blocked: 'warn', rejected: 'warn', client_closed: 'neutral' };

/** Whether an outcome is good news: what is not known here is one of the ways to fail. */
export function toneOf(outcome) {
	return OUTCOMES[outcome] ?? 'bad';
}

const BREAKERS = {
	closed: ['ok', 'healthy', 'Calls are sent to it'],
	open: ['bad', 'paused', 'It failed too often: no calls are sent to it for now'],
	half_open: ['warn', 'paused', 'It failed too often: single calls test whether it works again']
};

export function Breaker({ state }) {
	const [tone, text, meaning] = BREAKERS[state] ?? ['neutral', state];
	return html`<${Badge} tone=${tone} dot title=${meaning}>${text}<//>`;
}

export function Tabs({ label, tabs, value, onChange }) {
	const own = useRef(null);
	// On a phone not all tabs have room; the one that is shown does.
	useEffect(() => own.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [value]);
	const move = event => {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (step) {
			event.preventDefault();
			// From the tab that has the focus: the value follows only when the page is drawn anew.
			const all = [...own.current.querySelectorAll('[role=tab]')];
			const index = (all.indexOf(event.target) + step + all.length) % all.length;
			onChange(tabs[index].id);
			all[index].focus();
		}
	};
	return html`<div class="tabs" role="tablist" aria-label=${label} ref=${own} onKeyDown=${move}>
		${tabs.map(tab => html`<button key=${tab.id} type="button" role="tab" class="tab" aria-selected=${String(tab.id === value)}
			tabindex=${tab.id === value ? 0 : -1} onClick=${() => onChange(tab.id)}>${tab.label}${tab.count !== undefined && html`<span class="tab-count">${number(tab.count)}</span>`}</button>`)}
	</div>`;
}

export function Segments({ label, value, options, onChange }) {
	const name = useId();
	return html`<fieldset class="segments"><legend class="sr-only">${label}</legend>
		${options.map(option => html`<label key=${option.value} class=${classes('segment', option.value === value && 'on')}>
			<input type="radio" name=${name} value=${option.value} checked=${option.value === value} onChange=${() => onChange(option.value)} /><span>${option.label}</span></label>`)}
	</fieldset>`;
}

export function Dialog({ title, onClose, actions, wide, children }) {
	const own = useRef(null);
	const id = useId();
	useEffect(() => {
		const dialog = own.current;
		const before = document.activeElement;
		dialog.showModal();
		// What is asked for comes first, not the way out.
		dialog.querySelector('.dialog-body :is(input, select, textarea):not([disabled])')?.focus();
		return () => {
			dialog.close();
			before?.focus?.();
		};
	}, []);
	return html`<dialog class=${classes('dialog', wide && 'wide')} ref=${own} aria-labelledby=${id}
		onCancel=${event => { event.preventDefault(); onClose(); }} onMouseDown=${event => event.target === own.current && onClose()}>
		<div class="dialog-inner">
			<header class="dialog-head"><h2 id=${id}>${title}</h2><${Button} kind="ghost" small icon="close" label="Close" onClick=${onClose} /></header>
			<div class="dialog-body">${children}</div>
			${actions && html`<footer class="dialog-foot">${actions}</footer>`}
		</div>
	</dialog>`;
}

export function Confirm({ title, text, confirm = 'Yes', danger, onConfirm, onClose, children }) {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState(null);
	const go = async () => {
		setBusy(true);
		setError(null);
		try {
			await onConfirm();
			onClose();
		}
		catch (failure) {
			setError(failure);
			setBusy(false);
		}
	};
	return html`<${Dialog} title=${title} onClose=${onClose} actions=${[
		html`<${Button} onClick=${onClose}>Cancel<//>`, html`<${Button} kind=${danger ? 'danger' : 'primary'} busy=${busy} onClick=${go}>${confirm}<//>`]}>
		${text && html`<p>${text}</p>`}${children}<${ErrorNote} error=${error} />
	<//>`;
}

export function Form({ onSubmit, submit = 'Save', onCancel, children, class: own, wide }) {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState(null);
	const send = async event => {
		event.preventDefault();
		setBusy(true);
		setError(null);
		try {
			await onSubmit();
		}
		catch (failure) {
			// A field that shows what is wrong with it needs no second note.
			setError(failure.placed ? null : failure);
		}
		finally {
			setBusy(false);
		}
	};
	return html`<form class=${classes('form', own)} onSubmit=${send}>${children}<${ErrorNote} error=${error} />
		<div class="form-foot">${onCancel && html`<${Button} onClick=${onCancel}>Cancel<//>`}
			<${Button} kind="primary" type="submit" busy=${busy} class=${wide ? 'full' : ''}>${submit}<//></div></form>`;
}

function Field({ label, hint, error, id, required, children }) {
	return html`<div class=${classes('field', error && 'wrong')}><label for=${id}>${label}${required && html`<span class="required" aria-hidden="true"> *</span>`}</label>
		${children}${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}${error && html`<p class="field-error" id=${`${id}-error`}>${inWordsOf(label, error)}</p>`}</div>`;
}

/** The API names its own fields; people read the label. */
function inWordsOf(label, error) {
	return typeof label === 'string' ? error.replace(/^'[^']+'/, label).replace(', as a string', '') : error;
}

const described = (id, hint, error) => [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

export function TextField({ label, hint, error, value, onChange, required, type = 'text', ...more }) {
	const id = useId();
	return html`<${Field} label=${label} hint=${hint} error=${error} id=${id} required=${required}>
		<input id=${id} class="input" type=${type} value=${value} required=${required} aria-invalid=${error ? 'true' : undefined}
			aria-describedby=${described(id, hint, error)} onInput=${event => onChange(event.target.value)} ...${more} /><//>`;
}

export function TextArea({ label, hint, error, value, onChange, required, rows = 4, ...more }) {
	const id = useId();
	return html`<${Field} label=${label} hint=${hint} error=${error} id=${id} required=${required}>
		<textarea id=${id} class="input" rows=${rows} value=${value} required=${required} aria-describedby=${described(id, hint, error)}
			onInput=${event => onChange(event.target.value)} ...${more}></textarea><//>`;
}

export function SelectField({ label, hint, error, value, options, onChange, required, ...more }) {
	const id = useId();
	return html`<${Field} label=${label} hint=${hint} error=${error} id=${id} required=${required}>
		<span class="select"><select id=${id} class="input" value=${value} required=${required} aria-describedby=${described(id, hint, error)}
			onChange=${event => onChange(event.target.value)} ...${more}>
			${options.map(option => html`<option key=${option.value} value=${option.value} selected=${option.value === value}>${option.label}</option>`)}</select></span><//>`;
}

export function CheckField({ label, hint, value, onChange, ...more }) {
	const id = useId();
	return html`<div class="field check"><input id=${id} type="checkbox" checked=${value} aria-describedby=${described(id, hint)}
		onChange=${event => onChange(event.target.checked)} ...${more} /><label for=${id}>${label}</label>${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}</div>`;
}

export function Select({ label, value, options, onChange, class: own }) {
	return html`<span class=${classes('select', 'small', own)}><select aria-label=${label} value=${value} onChange=${event => onChange(event.target.value)}>
		${options.map(option => html`<option key=${option.value} value=${option.value} selected=${option.value === value}>${option.label}</option>`)}</select></span>`;
}

/** The day that a time falls on, as date fields write it. */
const localDay = at => new Intl.DateTimeFormat('sv-SE', { timeZone: prefs().zone }).format(new Date(at));

export function PeriodPicker({ period, params = {}, onChange, compare = true }) {
	const [custom, setCustom] = useState(null);
	const now = { period: period.preset, from: params.from, to: params.to, compare: params.compare };
	const choose = preset => {
		if (preset === 'custom') {
			setCustom({ from: localDay(period.from), to: localDay(new Date(period.to).getTime() - 1) });
		}
		else {
			onChange({ ...now, period: preset, from: undefined, to: undefined });
		}
	};
	const options = PRESETS.map(one => one.value === 'custom' && period.preset === 'custom' ? { value: 'custom', label: period.label } : one);
	return html`<div class="period" role="group" aria-label="Period">
		<${Select} label="Period" value=${period.preset} options=${period.preset === 'custom' ? [...options, { value: 'again', label: 'Other days…' }] : options}
			onChange=${preset => choose(preset === 'again' ? 'custom' : preset)} />
		${compare && html`<${Select} label="Compare with" value=${period.compare} options=${COMPARISONS.map(one => ({ ...one, label: one.value === 'none' ? one.label : `vs ${one.label.toLowerCase()}` }))}
			onChange=${value => onChange({ ...now, compare: value === 'before' ? undefined : value })} />`}
		${custom && html`<${Dialog} title="From when to when" onClose=${() => setCustom(null)}>
			<${Form} submit="Show" onCancel=${() => setCustom(null)} onSubmit=${async () => { setCustom(null); onChange({ ...now, period: 'custom', ...custom }); }}>
				<div class="form-row"><${TextField} label="First day" type="date" required value=${custom.from} max=${custom.to} onChange=${from => setCustom({ ...custom, from })} />
				<${TextField} label="Last day" type="date" required value=${custom.to} min=${custom.from} onChange=${to => setCustom({ ...custom, to })} /></div>
			<//><//>`}
	</div>`;
}

export function Button({ kind = 'plain', small, busy, icon, label, type = 'button', disabled, class: own, children, ...more }) {
	return html`<button type=${type} class=${classes('button', kind, small && 'small', !children && 'square', own)} disabled=${disabled || busy} aria-busy=${busy ? 'true' : undefined}
		aria-label=${label} title=${label} ...${more}>${busy ? html`<span class="spin" aria-hidden="true"></span>` : icon && html`<${Icon} name=${icon} size=${16} />`}${children}</button>`;
}

export function LinkButton({ href, icon, small, kind = 'plain', children, ...more }) {
	return html`<a class=${classes('button', kind, small && 'small')} href=${href} ...${more}>${icon && html`<${Icon} name=${icon} size=${16} />`}${children}</a>`;
}

export function CopyButton({ text, label = 'Copy', small = true }) {
	const [done, setDone] = useState(false);
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(text);
		}
		catch {
			// Without a secure connection browsers offer this older way alone.
			const area = document.createElement('textarea');
			area.value = text;
			area.className = 'sr-only';
			document.body.append(area);
			area.select();
			document.execCommand('copy');
			area.remove();
		}
		setDone(true);
		setTimeout(() => setDone(false), 1500);
	};
	return html`<${Button} kind="plain" small=${small} icon=${done ? 'check' : 'copy'} onClick=${copy}><span aria-live="polite">${done ? 'Copied' : label}</span><//>`;
}

export function Code({ text, copy = true }) {
	return html`<div class="code"><pre tabindex="0"><code>${text}</code></pre>${copy && html`<${CopyButton} text=${text} />`}</div>`;
}

export function Empty({ title, icon = 'info', action, children }) {
	return html`<div class="empty"><span class="empty-icon"><${Icon} name=${icon} size=${22} /></span><p class="empty-title">${title}</p>
		${children && html`<div class="empty-text">${children}</div>`}${action && html`<div class="empty-action">${action}</div>`}</div>`;
}

export function ErrorNote({ error, retry }) {
	return error ? html`<div class="note bad" role="alert"><${Icon} name="warning" /><div><p>${error.message}</p>
		${error.requestId && error.status >= 500 && html`<p class="note-small">Request ${error.requestId}</p>`}</div>
		${retry && html`<${Button} small onClick=${retry}>Try again<//>`}</div>` : null;
}

export function Note({ tone = 'info', icon = 'info', children }) {
	return html`<div class=${classes('note', tone)}><${Icon} name=${icon} /><div>${children}</div></div>`;
}

export function Skeleton({ height, lines = 3 }) {
	return html`<div class="skeleton" style=${height ? { height: `${height}px` } : undefined} role="status"><span class="sr-only">Loading</span>
		${!height && Array.from({ length: lines }, (_, index) => html`<span key=${index} class="skeleton-line"></span>`)}</div>`;
}

export function Spinner({ label = 'Loading' }) {
	return html`<span class="spinner" role="status"><span class="spin" aria-hidden="true"></span><span class="sr-only">${label}</span></span>`;
}

export function Loaded({ of, skeleton, children }) {
	if (of.error && of.data === null) {
		return html`<${ErrorNote} error=${of.error} retry=${of.reload} />`;
	}
	if (of.data === null) {
		return skeleton ?? html`<${Skeleton} />`;
	}
	const content = typeof children === 'function' ? children : children?.[0];
	return html`<div class=${classes('loaded', of.loading && 'stale')} aria-busy=${of.loading ? 'true' : undefined}>
		${of.error && html`<${ErrorNote} error=${of.error} retry=${of.reload} />`}${content(of.data)}</div>`;
}

export function Disclosure({ summary, open, children }) {
	return html`<details class="disclosure" open=${open}><summary><${Icon} name="chevron" size=${14} />${summary}</summary><div class="disclosure-body">${children}</div></details>`;
}

const shown = { list: [], listener: null, next: 1 };

export function toast(text, tone = 'ok') {
	const one = { id: shown.next++, text, tone };
	shown.list = [...shown.list, one].slice(-4);
	shown.listener?.(shown.list);
	setTimeout(() => {
		shown.list = shown.list.filter(other => other !== one);
		shown.listener?.(shown.list);
	}, 6000);
}

export function Toasts() {
	const [list, setList] = useState(shown.list);
	useEffect(() => {
		shown.listener = setList;
		return () => { shown.listener = null; };
	}, []);
	return html`<div class="toasts" role="status" aria-live="polite">${list.map(one => html`<div key=${one.id} class=${classes('toast', one.tone)}>
		<${Icon} name=${one.tone === 'bad' ? 'warning' : 'check'} size=${16} />${one.text}</div>`)}</div>`;
}
