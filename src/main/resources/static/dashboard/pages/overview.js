/* One glance: what happens now, what it costs, and whether it works. */
import { classes, html, useEffect, useMemo } from '../html.js';
import { useGet } from '../api.js';
import { Button, Card, Delta, Empty, Grid, Loaded, PageHeader, PeriodPicker, Skeleton, Stat } from '../components.js';
import { TimeChart, useColors } from '../charts.js';
import { duration, durationShort, money, moneyCompact, number, percent, plural, ratio, toNumber } from '../format.js';
import { useLive } from '../live.js';
import { periodOf, usePeriod } from '../period.js';
import { usePrefs } from '../prefs.js';
import { link } from '../router.js';
import { BudgetList } from '../parts/budgets.js';
import { FirstSteps, SampleTraffic } from '../parts/first-steps.js';
import { LiveTraffic, NewestCalls } from '../parts/live-traffic.js';
import { Points } from '../parts/points.js';
import { ProviderHealth } from '../parts/provider-health.js';
import { Change, cacheShare, lined, over, successOf, usd, useUsage } from '../parts/usage.js';

const REFRESH = 30000;
/** With so few calls each one shows, and who has just sent the first looks whether they are there. */
const FEW = 1000;
const REFRESH_FEW = 5000;

/** Spend of a day or month so far, and of the one before until the same time. */
function SpendSoFar({ label, preset, zone, turn }) {
	const period = useMemo(() => periodOf({ period: preset }, zone), [preset, zone, turn]);
	const { now, before } = useUsage(period, zone, {});
	return html`<${Stat} label=${label} value=${now.data ? money(now.data.total.costUsd) : html`<${Skeleton} height=${30} />`}
		delta=${now.data && before.data && html`<${Delta} ratio=${ratio(now.data.total.costUsd, before.data.total.costUsd)} good="down" label=${period.before.label} />`}
		detail=${before.data && `${money(before.data.total.costUsd)} ${period.before.label}`} />`;
}

function OpenAlerts({ turn }) {
	const alerts = useGet('/api/alerts', { open: 'true', limit: 200 });
	useEffect(() => alerts.reload(), [turn]);
	const open = alerts.data?.data ?? [];
	const critical = open.filter(alert => alert.severity === 'critical').length;
	return html`<${Stat} label="Open alerts" value=${alerts.data === null ? '–' : html`<a href=${link('alerts')} class=${classes('quiet-number', critical > 0 && 'bad-text')}>${open.length < 200 ? open.length : '200+'}</a>`}
		detail=${alerts.data !== null && (open.length === 0 ? 'nothing needs attention' : `${critical} critical`)} />`;
}

function percentiles(measures) {
	return measures ? `p95 ${duration(measures.p95)} · p99 ${duration(measures.p99)}` : 'no answers';
}

function Figures({ usage, before, period, zone }) {
	const { total } = usage;
	const then = before?.total;
	const was = of => ({ now: total, before: then, of, period });
	const baseline = toNumber(total.baselineUsd);
	return html`<div class="stats five">
		<${SpendSoFar} label="Spend today" preset="today" zone=${zone} turn=${period.to} />
		<${SpendSoFar} label="Spend this week" preset="week" zone=${zone} turn=${period.to} />
		<${SpendSoFar} label="Spend this month" preset="month" zone=${zone} turn=${period.to} />
		<${Stat} label="Saved" hint="Compared with the cost of the baseline model" value=${money(total.savedUsd)} delta=${html`<${Change} ...${was(one => one.savedUsd)} good="up" />`}
			detail=${baseline > 0 ? `${percent(toNumber(total.savedUsd) / baseline, 0)} of the baseline` : 'no baseline'} />
		<${OpenAlerts} turn=${period.to} />
		<${Stat} label="Calls" value=${number(total.calls)} delta=${html`<${Change} ...${was(one => one.calls)} />`} detail=${`${number(total.failovers)} saved by failover`} />
		<${Stat} label="Success rate" hint="Complete answers, out of calls that were neither refused nor cancelled by the client" value=${percent(successOf(total), 2)}
			delta=${then && html`<${Points} now=${successOf(total)} before=${successOf(then)} label=${period.before.label} />`} detail=${`${number(total.failed)} failed, ${number(total.refused)} refused`} />
		<${Stat} label="Latency, median" hint="Time to the last byte of complete answers" value=${duration(total.latencyMs?.p50)} delta=${html`<${Change} ...${was(one => one.latencyMs?.p50)} good="down" />`} detail=${percentiles(total.latencyMs)} />
		<${Stat} label="First token, median" value=${duration(total.firstTokenMs?.p50)} delta=${html`<${Change} ...${was(one => one.firstTokenMs?.p50)} good="down" />`} detail=${percentiles(total.firstTokenMs)} />
		<${Stat} label="From the cache" hint="Share of calls answered from the cache" value=${percent(cacheShare(total))} delta=${then && html`<${Points} now=${cacheShare(total)} before=${cacheShare(then)} label=${period.before.label} />`} detail=${plural(total.cacheHits, 'call')} />
	</div>`;
}

function Charts({ usage, before, period, zone, navigate }) {
	const colors = useColors();
	const { interval } = period;
	const spend = lined(period, interval, zone, usage.series, usd);
	const lines = useMemo(() => [
		{ name: 'Spend', values: spend.values, area: true },
		...(before?.series ? [{ name: period.before.label.replace(/^./, letter => letter.toUpperCase()), values: over(spend.at.length, lined(period.before, interval, zone, before.series, usd).values, one => one), dashed: true, color: colors.other }] : [])
	], [usage, before, zone, colors]);
	const latency = ['p50', 'p95', 'p99'].map(name => ({ name, values: lined(period, interval, zone, usage.series, one => one.latencyMs?.[name] ?? null).values.map(value => value === 0 ? null : value) }));
	const slow = useMemo(() => latency, [usage, zone]);
	return html`<${Grid} min=${420}>
		<${Card} title="Spend" subtitle=${period.label} actions=${html`<a class="quiet-link" href=${link('costs', period.params)}>Costs</a>`}>
			<${TimeChart} label="Spend" at=${spend.at} series=${lines} unit=${moneyOf} axis=${moneyCompact} interval=${interval} height=${230}
				onPick=${() => navigate('costs', period.params)} /><//>
		<${Card} title="Latency" subtitle="Time to the last byte of complete answers" actions=${html`<a class="quiet-link" href=${link('performance', period.params)}>Performance</a>`}>
			<${TimeChart} label="Latency" at=${spend.at} series=${slow} unit=${duration} axis=${durationShort} interval=${interval} height=${230} /><//>
	<//>`;
}

const moneyOf = value => money(value.toFixed(8));

export default function Overview({ session, params, navigate }) {
	const { zone } = usePrefs();
	const [period, refresh] = usePeriod(params, zone, '24h');
	const live = useLive();
	const any = useGet('/api/calls', { limit: 1 });
	const { now, before } = useUsage(period, zone, { interval: period.interval });
	const budgets = useGet('/api/budgets', {}, { every: REFRESH });
	const deployments = useGet('/api/deployments', {}, { every: 5000 });
	const none = any.data !== null && any.data.data.length === 0 && live.calls.length === 0;
	const few = (now.data?.total.calls ?? 0) < FEW;
	useEffect(() => {
		const timer = setInterval(() => document.visibilityState === 'visible' && refresh(), few ? REFRESH_FEW : REFRESH);
		return () => clearInterval(timer);
	}, [few]);
	useEffect(() => {
		if (none) {
			any.reload();
		}
	}, [period.to]);
	const head = html`<${PageHeader} title="Overview" subtitle=${none ? null : period.label} actions=${!none && html`<${PeriodPicker} period=${period} params=${params} onChange=${next => navigate('overview', { ...params, ...next })} />`} />`;
	if (any.data === null && any.error === null) {
		return html`${head}<div class="stack"><${Skeleton} height=${218} /><${Skeleton} height=${390} /></div>`;
	}
	if (none) {
		return html`${head}<${FirstSteps} session=${session} onSent=${refresh} />
			<div class="overview-health"><${Card} title="Providers" flush><${Loaded} of=${deployments}>${({ data }) => html`<${ProviderHealth} deployments=${data} />`}<//><//></div>`;
	}
	return html`${head}
		<${Loaded} of=${now} skeleton=${html`<div class="stats"><${Skeleton} height=${106} /></div>`}>${usage => html`<${Figures} usage=${usage} before=${before.data} period=${period} zone=${zone} />`}<//>
		<div class="overview-live"><${LiveTraffic} live=${live} actions=${html`<${SampleTraffic} session=${session} onSent=${refresh} kind="ghost" small />`} /><${NewestCalls} live=${live} count=${7} /></div>
		<div class="overview-charts"><${Loaded} of=${now} skeleton=${html`<${Skeleton} height=${320} />`}>${usage => usage.total.calls === 0
			? html`<${Card}><${Empty} title="No calls in this period" icon="clock" action=${html`<${Button} small onClick=${() => navigate('overview', { period: '30d' })}>Show the last 30 days<//>`}>Choose a longer period to see spend.<//><//>`
			: html`<${Charts} usage=${usage} before=${before.data} period=${period} zone=${zone} navigate=${navigate} />`}<//></div>
		<div class="overview-health">
			<${Card} title="Budgets" actions=${html`<a class="quiet-link" href=${link('governance')}>All budgets</a>`}><${Loaded} of=${budgets}>${({ data }) => html`<${BudgetList} budgets=${data} limit=${5} />`}<//><//>
			<${Card} title="Providers" subtitle=${`State as observed by this node${(deployments.data?.data ?? []).length > 0 && deployments.data.data.every(one => one.simulated) ? '; all of them are simulated' : ''}`} flush actions=${html`<a class="quiet-link" href=${link('routing')}>Routing</a>`}><${Loaded} of=${deployments}>${({ data }) => html`<${ProviderHealth} deployments=${data} />`}<//><//>
		</div>`;
}
