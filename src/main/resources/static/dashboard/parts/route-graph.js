/*
 * Routes as a picture: which leads to which, and where each has its place. Knows nothing of how it is drawn.
 *
 * leadsTo(step, routes)      the ids of the routes that a step leads to: one, or all that a dynamic one may choose from
 * targetsOf(route, routes)   the ids of the routes that its steps lead to, in order, each once
 * parts(routes)              { endpoints, pipeline, background, operators }: where calls come in, all that a call passes, scheduled routes, and the admin API
 * layout(roots, routes)      { nodes: [{ id, routes, parent, x, y, order, children }], edges: [{ from, to, again }], width, height }
 *                            A node stands for one route, or for a group of many that one step may lead to; children:
 *                            how many have their place because of it; again: the edge leads to one with another parent.
 */
export const NODE = { width: 190, height: 54 };
const GAP = { x: 46, y: 12 };
/** Where one step leads to more than so many, they are shown as one. */
const MANY = 4;

function walk(steps, visit) {
	for (const step of steps ?? []) {
		visit(step);
		walk(step.steps, visit);
	}
}

export function leadsTo(step, routes) {
	const ids = step.targets?.length > 0 ? step.targets : step.target ? [step.target] : [];
	return ids.filter(id => routes.some(route => route.id === id));
}

export function targetsOf(route, routes) {
	const found = new Set();
	walk(route.steps, step => leadsTo(step, routes).forEach(id => found.add(id)));
	found.delete(route.id);
	return [...found];
}

/** Per step, so that a step that may lead to many is known as one. */
function groupsOf(route, routes) {
	const groups = [];
	walk(route.steps, step => {
		const ids = leadsTo(step, routes).filter(id => id !== route.id);
		if (ids.length > MANY) {
			groups.push({ id: `${route.id}…${step.id}`, routes: ids });
		}
		else {
			ids.forEach(id => groups.push({ id, routes: [id] }));
		}
	});
	return groups.filter((group, index) => groups.findIndex(other => other.id === group.id) === index);
}

function reachable(ids, routes) {
	const found = new Set();
	const open = [...ids];
	while (open.length > 0) {
		const id = open.pop();
		const route = routes.find(one => one.id === id);
		if (route && !found.has(route.id)) {
			found.add(route.id);
			open.push(...targetsOf(route, routes));
		}
	}
	return found;
}

const isOperators = route => /^(platform-http|servlet|rest):\/*api(\/|$|\?)/.test(route.from);
const isEndpoint = route => !isOperators(route) && /^(platform-http|servlet|rest|netty-http|jetty|undertow|grpc):/.test(route.from);

export function parts(routes) {
	const endpoints = routes.filter(isEndpoint);
	const pipeline = reachable(endpoints.map(route => route.id), routes);
	const rest = routes.filter(route => !pipeline.has(route.id));
	return {
		endpoints, pipeline: routes.filter(route => pipeline.has(route.id)),
		operators: rest.filter(isOperators), background: rest.filter(route => !isOperators(route))
	};
}

/** In columns from left to right as they lead to each other, each column in the order of the steps. */
export function layout(roots, routes) {
	const nodes = new Map();
	const edges = [];
	const free = [];
	const claimed = new Set(roots.map(root => root.id));
	const byId = new Map(routes.map(route => [route.id, route]));

	function place(group, depth, least, order) {
		const y = Math.max(least, free[depth] ?? 0);
		free[depth] = y + NODE.height + GAP.y;
		const node = { ...group, order, x: depth * (NODE.width + GAP.x), y, children: 0 };
		nodes.set(group.id, node);
		if (group.routes.length > 1) {
			return;
		}
		const next = groupsOf(byId.get(group.id), routes);
		// What a route leads to itself is beside it, even where a step in between leads there, too.
		const own = next.filter(child => !claimed.has(child.id));
		own.forEach(child => claimed.add(child.id));
		node.children = own.length;
		next.forEach((child, index) => {
			const mine = own.includes(child);
			edges.push({ from: group.id, to: child.id, again: !mine });
			if (mine) {
				place({ ...child, parent: group.id }, depth + 1, y, next.length > 1 ? index + 1 : null);
			}
		});
	}

	roots.filter(root => !nodes.has(root.id)).forEach(root => place({ id: root.id, routes: [root.id] }, 0, 0, null));
	const all = [...nodes.values()];
	return {
		nodes: all, edges,
		width: Math.max(0, ...all.map(node => node.x + NODE.width)), height: Math.max(0, ...all.map(node => node.y + NODE.height))
	};
}

/** What several routes did together; nulls for who may not see what goes through them. */
export function together(routes) {
	const known = routes.every(route => route.total !== null);
	const sum = name => known ? routes.reduce((all, route) => all + route[name], 0) : null;
	const total = sum('total');
	return {
		total, failed: sum('failed'), inflight: sum('inflight'),
		meanMs: total > 0 ? routes.reduce((all, route) => all + (route.meanMs ?? 0) * route.total, 0) / total : null
	};
}
