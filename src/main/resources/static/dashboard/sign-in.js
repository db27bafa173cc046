/* The way in: e-mail and password, or the company's own sign-in where OpenID Connect is set up. */
import { html, useEffect, useRef, useState } from './html.js';
import { del, get, post } from './api.js';
import { Button, ErrorNote, Form, LinkButton, Note, TextField } from './components.js';
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
			${ended && html`<${Note}>Your session has ended. Sign in again to continue.<//>`}
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

/* Somebody has signed in with the company account, and there is a local account of the same address: its password links them. */
export function LinkAccount({ onSignedIn, onGone }) {
	const [link, setLink] = useState(null);
	const [error, setError] = useState(null);
	const [password, setPassword] = useState('');
	const own = useRef(null);
	const look = () => {
		setError(null);
		get('/api/session/link').then(setLink, failure => failure.status === 401 ? onGone() : setError(failure));
	};
	useEffect(() => {
		document.title = 'Link your account · Serai';
		look();
	}, []);
	useEffect(() => {
		own.current?.querySelector('input[name=password]')?.focus();
	}, [link !== null]);
	const finish = async () => {
		try {
			onSignedIn(await post('/api/session/link', { password }, link.csrfToken));
		}
		catch (failure) {
			if (failure.code === 'link_expired') {
				onGone(failure);
				return;
			}
			throw failure;
		}
	};
	const giveUp = () => del('/api/session/link', undefined, link.csrfToken).then(() => onGone(), () => onGone());
	return html`<div class="sign-in">
		<header class="sign-in-top"><${ThemeSwitch} /></header>
		<main class="sign-in-card" ref=${own} id="main">
			<${Brand} />
			<h1>Link your account</h1>
			${error && html`<${ErrorNote} error=${error} retry=${look} />`}
			${link && html`<p>Serai already has an account with a password for <strong>${link.email}</strong>. Enter that password once. From then on you sign in with your company account.</p>
			<${Form} submit="Link and sign in" wide onSubmit=${finish}>
				<input type="text" name="email" autocomplete="username" value=${link.email} hidden readonly />
				<${TextField} label="Password of this account" type="password" name="password" autocomplete="current-password" required value=${password} onChange=${setPassword} />
			<//>
			<p class="sign-in-hint">Forgot the password? An admin can set a new one. <${Button} kind="ghost" small onClick=${giveUp}>Sign in another way<//></p>`}
		</main>
	</div>`;
}
