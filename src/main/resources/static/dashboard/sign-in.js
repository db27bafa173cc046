/* The way in: e-mail and password, or the company's own sign-in where OpenID Connect is set up. */
import { html, useEffect, useRef, useState } from './html.js';
import { get, post } from './api.js';
import { Form, LinkButton, Note, TextField } from './components.js';
import { Brand, ThemeSwitch } from './brand.js';

export function SignIn({ onSignedIn, ended }) {
	const [email, setEmail] = useState('');
	const [password, setPassword] = useState('');
	const [oidc, setOidc] = useState(false);
	const own = useRef(null);
	useEffect(() => {
		document.title = 'Sign in · Serai';
		own.current?.querySelector('input')?.focus();
		const control = new AbortController();
		get('/assets/sign-in.json', {}, { signal: control.signal }).then(ways => setOidc(ways.oidc), () => { });
		return () => control.abort();
	}, []);
	return html`<div class="sign-in">
		<header class="sign-in-top"><${ThemeSwitch} /></header>
		<main class="sign-in-card" ref=${own} id="main">
			<${Brand} />
			<h1>Sign in</h1>
			${ended && html`<${Note}>Your session has ended. Sign in again to go on where you were.<//>`}
			${oidc && html`<div class="sign-in-oidc"><${LinkButton} href="/oauth2/authorization/oidc" kind="primary" icon="key">Sign in with your company account<//><p class="or"><span>or</span></p></div>`}
			<${Form} submit="Sign in" wide onSubmit=${async () => onSignedIn(await post('/api/session', { email, password }))}>
				<${TextField} label="E-mail" type="text" inputmode="email" name="email" autocomplete="username" autocapitalize="none" spellcheck=${false} required value=${email} onChange=${setEmail} />
				<${TextField} label="Password" type="password" name="password" autocomplete="current-password" required value=${password} onChange=${setPassword} />
			<//>
			<p class="sign-in-hint">First start? Sign in as <code>admin@localhost</code>; the password is in the file <code>data/admin.password</code>.</p>
		</main>
		<footer class="sign-in-foot"><a href="/docs">API documentation</a></footer>
	</div>`;
}
