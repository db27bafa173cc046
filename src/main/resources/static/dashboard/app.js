/* The shell: who is signed in, the navigation, and the page that the address asks for. */
import { classes, html, render, useEffect, useErrorBoundary, useRef, useState } from './html.js';
import { get, onSignedOut, setSession, useGet } from './api.js';
import { Account } from './account.js';
import { Brand, ThemeSwitch } from './brand.js';
import { Button, Card, Empty, ErrorNote, Icon, LinkButton, PageHeader, Skeleton, Toasts } from './components.js';
import { plural } from './format.js';
import { GROUPS, PAGES } from './pages.js';
import { link, navigate, useRoute } from './router.js';
import { LinkAccount, SignIn } from './sign-in.js';

function rights(session) {
	return {
		...session, isAdmin: session.person.role === 'admin', seesAll: session.person.role !== 'member',
		owns: teamId => session.person.role === 'admin' || session.teams.some(team => team.id === teamId && team.role === 'owner')
	};
}

function App() {
	const [session, setOwn] = useState(undefined);
	const [ended, setEnded] = useState(false);
	const [error, setError] = useState(null);
	// Where a sign-in with the company account leads that needs a password once.
	const [linking, setLinking] = useState(location.hash === '#/link');
	const enter = found => {
		setSession(found);
		setOwn(found === null ? null : rights(found));
		setError(null);
	};
	const look = () => get('/api/session').then(enter, failure => failure.status === 401 ? enter(null) : setError(failure));
	useEffect(() => {
		onSignedOut(() => {
			setEnded(true);
			enter(null);
		});
		if (!linking) {
			look();
		}
	}, [linking]);
	useEffect(() => {
		if (!session) {
			return undefined;
		}
		// A tab that comes back after hours learns at once whether it is still signed in.
		const back = () => document.visibilityState === 'visible' && get('/api/session').then(found => setSession(found), () => { });
		document.addEventListener('visibilitychange', back);
		return () => document.removeEventListener('visibilitychange', back);
	}, [session?.person.id]);
	if (linking) {
		const leave = () => {
			navigate('overview');
			setLinking(false);
		};
		return html`<${LinkAccount} onSignedIn=${found => { enter(found); leave(); }} onGone=${leave} /><${Toasts} />`;
	}
	if (error) {
		return html`<main class="alone" id="main"><${ErrorNote} error=${error} retry=${look} /></main>`;
	}
	if (session === undefined) {
		return html`<div class="alone" role="status"><span class="spin large" aria-hidden="true"></span><span class="sr-only">Loading</span></div>`;
	}
	if (session === null) {
		return html`<${SignIn} ended=${ended} onSignedIn=${found => { setEnded(false); enter(found); }} /><${Toasts} />`;
	}
	return html`<${Shell} session=${session} onSignedOut=${why => why === 'password' ? look() : (setEnded(false), enter(null), navigate('overview'))} />`;
}

function Shell({ session, onSignedOut }) {
	const route = useRoute();
	const [menu, setMenu] = useState(false);
	const pages = PAGES.filter(page => !page.only || page.only(session));
	const page = pages.find(one => one.id === route.page);
	const first = useRef(true);
	const content = useRef(null);
	const open = useGet('/api/alerts', { open: 'true', limit: 200 }, { every: 30000 }).data?.data.length ?? 0;
	useEffect(() => {
		document.title = `${page?.title ?? 'Not found'} · Serai`;
		setMenu(false);
		if (first.current) {
			first.current = false;
			return;
		}
		// A new page is read from its head, not from where the last one was left.
		scrollTo(0, 0);
		content.current?.focus({ preventScroll: true });
	}, [route.page]);
	useEffect(() => {
		if (!menu) {
			return undefined;
		}
		const key = event => event.key === 'Escape' && setMenu(false);
		document.addEventListener('keydown', key);
		document.querySelector('.nav-link')?.focus();
		return () => document.removeEventListener('keydown', key);
	}, [menu]);
	const skip = event => {
		event.preventDefault();
		content.current?.focus();
	};
	return html`<div class=${classes('shell', menu && 'menu-open')}>
		<a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
		<header class="top">
			<${Button} kind="ghost" class="menu-button" icon=${menu ? 'close' : 'menu'} label=${menu ? 'Close the menu' : 'Open the menu'} aria-expanded=${String(menu)} aria-controls="nav" onClick=${() => setMenu(!menu)} />
			<a class="brand-link" href=${link('overview')} aria-label="Serai, go to the overview"><${Brand} /></a>
			<span class="top-gap"></span>
			<${ThemeSwitch} />
			<${Account} session=${session} onSignedOut=${onSignedOut} />
		</header>
		<nav class="nav" id="nav" aria-label="Pages">
			${GROUPS.map(group => {
				const own = pages.filter(one => one.group === group);
				return own.length > 0 && html`<div class="nav-group" key=${group}><p class="nav-title" id=${`nav-${group}`}>${group}</p>
					<ul aria-labelledby=${`nav-${group}`}>${own.map(one => html`<li key=${one.id}><a class="nav-link" href=${link(one.id)} aria-current=${one.id === route.page ? 'page' : undefined}
						onClick=${() => setMenu(false)}><${Icon} name=${one.id} />${one.title}${one.id === 'alerts' && open > 0 && html`<span class="nav-count" title=${plural(open, 'open alert')}>${open < 200 ? open : '200+'}<span class="sr-only"> open</span></span>`}</a></li>`)}</ul></div>`;
			})}
		</nav>
		<div class="veil" onClick=${() => setMenu(false)}></div>
		<main class="main" id="main" tabindex="-1" ref=${content}>
			${page ? html`<${Page} key=${page.id} page=${page} params=${route.params} session=${session} />`
				: html`<${PageHeader} title="Not found" /><${Card}><${Empty} title="This page does not exist" icon="search" action=${html`<${LinkButton} href=${link('overview')}>Go to the overview<//>`} /><//>`}
		</main>
		<${Toasts} />
	</div>`;
}

function Page({ page, params, session }) {
	const [loaded, setLoaded] = useState(null);
	const [failure, setFailure] = useState(null);
	const [broken, reset] = useErrorBoundary(error => console.error(error));
	useEffect(() => {
		let gone = false;
		page.load().then(module => !gone && setLoaded({ View: module.default }), error => !gone && setFailure(error));
		return () => { gone = true; };
	}, []);
	if (broken || failure) {
		return html`<${PageHeader} title=${page.title} /><${ErrorNote} error=${new Error('This page could not be shown.')} retry=${broken ? reset : () => location.reload()} />`;
	}
	if (loaded === null) {
		return html`<${PageHeader} title=${page.title} /><${Card}><${Skeleton} height=${320} /><//>`;
	}
	const { View } = loaded;
	return html`<${View} session=${session} params=${params} navigate=${navigate} />`;
}

render(html`<${App} />`, document.getElementById('app'));
