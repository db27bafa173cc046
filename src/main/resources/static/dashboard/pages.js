/*
 * The pages that there are, in the order of the navigation. A page is a module pages/<id>.js whose default export is
 *   function Page({ session, params, navigate })
 * session: as GET /api/session tells, with isAdmin, seesAll (admins and auditors) and owns(teamId);
 * params: see router.js; navigate: router.js's. Modules are loaded when they are first looked at.
 * `only(session)`, where there is one, says who has the page at all.
 */
export const PAGES = [
	{ id: 'overview', title: 'Overview', group: 'Insight', load: () => import('./pages/overview.js') }
];

/** Pages of these groups come in this order. */
export const GROUPS = ['Insight', 'Control', 'Tools'];
