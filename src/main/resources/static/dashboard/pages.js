/*
 * The pages that there are, in the order of the navigation. A page is a module pages/<id>.js whose default export is
 *   function Page({ session, params, navigate })
 * session: as GET /api/session tells, with isAdmin, seesAll (admins and auditors) and owns(teamId);
 * params: see router.js; navigate: router.js's. Modules are loaded when they are first looked at.
 * `only(session)`, where there is one, says who has the page at all.
 */
export const PAGES = [
	{ id: 'overview', title: 'Overview', group: 'Insight', load: () => import('./pages/overview.js') },
	{ id: 'costs', title: 'Costs', group: 'Insight', load: () => import('./pages/costs.js') },
	{ id: 'usage', title: 'Usage', group: 'Insight', load: () => import('./pages/usage.js') },
	{ id: 'performance', title: 'Performance', group: 'Insight', load: () => import('./pages/performance.js') },
	{ id: 'forecast', title: 'Forecast', group: 'Insight', load: () => import('./pages/forecast.js') },
	{ id: 'calls', title: 'Calls', group: 'Insight', load: () => import('./pages/calls.js') },
	{ id: 'routing', title: 'Routing', group: 'Control', load: () => import('./pages/routing.js') },
	{ id: 'governance', title: 'Governance', group: 'Control', load: () => import('./pages/governance.js') },
	{ id: 'alerts', title: 'Alerts', group: 'Control', load: () => import('./pages/alerts.js') },
	{ id: 'reports', title: 'Reports', group: 'Control', load: () => import('./pages/reports.js') },
	{ id: 'compliance', title: 'Compliance', group: 'Control', load: () => import('./pages/compliance.js') },
	{ id: 'playground', title: 'Playground', group: 'Tools', load: () => import('./pages/playground.js') },
	{ id: 'routes', title: 'Routes', group: 'Tools', load: () => import('./pages/routes.js') }
];

/** Pages of these groups come in this order. */
export const GROUPS = ['Insight', 'Control', 'Tools'];
