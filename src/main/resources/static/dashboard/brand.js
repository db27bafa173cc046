/* The name, and the switch between light and dark. */
import { html } from './html.js';
import { Button } from './components.js';
import { setTheme, usePrefs } from './prefs.js';

export function Brand() {
	return html`<span class="brand"><svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" class="brand-ground" />
		<path d="M7 24V15a9 9 0 0 1 18 0v9" class="brand-arch" /><path d="M12.5 24v-8a3.5 3.5 0 0 1 7 0v8" class="brand-door" /></svg><span class="brand-name">Serai</span></span>`;
}

export function ThemeSwitch() {
	const { theme } = usePrefs();
	const next = theme === 'dark' ? 'light' : 'dark';
	return html`<${Button} kind="ghost" small icon=${theme === 'dark' ? 'sun' : 'moon'} label=${`Switch to the ${next} theme`} onClick=${() => setTheme(next)} />`;
}
