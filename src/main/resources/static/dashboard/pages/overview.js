/* One glance: what happens now, what it costs, and whether it works. */
import { html } from '../html.js';
import { useGet } from '../api.js';
import { Delta, Grid, Loaded, PageHeader, PeriodPicker, Stat } from '../components.js';
import { money, number, percent, ratio } from '../format.js';
import { usePeriod } from '../period.js';
import { usePrefs } from '../prefs.js';

export default function Overview({ params, navigate }) {
	const { zone } = usePrefs();
	const [period] = usePeriod(params, zone);
	const now = useGet('/api/usage', { from: period.from, to: period.to, zone });
	const before = useGet(period.before ? '/api/usage' : null, { ...period.before, label: undefined, zone });
	return html`<${PageHeader} title="Overview" actions=${html`<${PeriodPicker} period=${period} params=${params} onChange=${next => navigate('overview', { ...params, ...next })} />`} />
		<${Loaded} of=${now}>${({ total }) => html`<div class="stats">
			<${Stat} label="Spend" value=${money(total.costUsd)} delta=${html`<${Delta} ratio=${ratio(total.costUsd, before.data?.total.costUsd)} label=${period.before?.label} />`} />
			<${Stat} label="Calls" value=${number(total.calls)} delta=${html`<${Delta} ratio=${ratio(total.calls, before.data?.total.calls)} label=${period.before?.label} />`} />
			<${Stat} label="Answered" value=${percent(total.calls ? total.ok / total.calls : null, 2)} />
		</div>`}<//>`;
}
