/*
 * What forms have in common.
 *
 * useForm(initial)        { values, set, field(name), submit(send) }
 *   field(name)           { value, onChange, error } for a field; error is the API's message where its `param` names it
 *                         (defaults.feature and recipients[0], too); fields show it in the words of their labels
 *   submit(send)          an onSubmit that remembers which field the API found at fault; the failure is `placed` when a
 *                         field shows it
 * words(text), text(list) names with commas or new lines between them, and back
 * orNull(text)            null for an empty text
 * numberOrNull(text)      null for an empty text, else the number
 * localTime(at), instant(text)   for <input type="datetime-local"> by this computer's clock
 */
import { useRef, useState } from '../html.js';

export function useForm(initial) {
	const [values, setValues] = useState(initial);
	const [wrong, setWrong] = useState(null);
	const set = change => setValues(before => ({ ...before, ...change }));
	const shown = useRef(new Set());
	return {
		values, set,
		field: name => {
			shown.current.add(name);
			return { value: values[name], onChange: value => set({ [name]: value }), error: wrong !== null && fieldOf(wrong.param) === name ? wrong.message : undefined };
		},
		submit: send => async () => {
			setWrong(null);
			try {
				await send(values);
			}
			catch (failure) {
				failure.placed = shown.current.has(fieldOf(failure.param));
				setWrong(failure);
				throw failure;
			}
		}
	};
}

/** The field of a form that a parameter of the API belongs to. */
function fieldOf(param) {
	return (param ?? '').replace(/\[.*$/, '').split('.').pop();
}

export function words(text) {
	return text.split(/[\n,]/).map(word => word.trim()).filter(Boolean);
}

export function text(list) {
	return (list ?? []).join(', ');
}

export function orNull(value) {
	return value === undefined || value === null || String(value).trim() === '' ? null : String(value).trim();
}

export function numberOrNull(value) {
	return orNull(value) === null ? null : Number(value);
}

export function localTime(at) {
	if (!at) {
		return '';
	}
	const date = new Date(at);
	return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

export function instant(local) {
	return orNull(local) === null ? null : new Date(local).toISOString();
}
