/*
 * Preact with htm, from one place: `import { html, useState } from './html.js'`.
 *
 * html`<p>${text}</p>` makes text nodes of whatever it is given: nothing that comes from data is ever markup.
 * Do not use dangerouslySetInnerHTML, innerHTML or href from data. Styles are objects (style=${{ width: '10%' }}),
 * which go through the CSSOM and so keep to the content security policy.
 */
import { useState } from './lib/htm/3.1.1/preact/standalone.module.js';

export {
	html, render, h, Component, createContext, useCallback, useContext, useEffect, useErrorBoundary, useLayoutEffect,
	useMemo, useReducer, useRef, useState
} from './lib/htm/3.1.1/preact/standalone.module.js';

let ids = 0;

/** An id that no other element has, the same each time. */
export function useId() {
	return useState(() => `id-${++ids}`)[0];
}

/** 'a b' of the names that hold: classes('card', wide && 'wide'). */
export function classes(...names) {
	return names.filter(Boolean).join(' ');
}
