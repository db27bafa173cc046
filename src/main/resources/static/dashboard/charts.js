/*
 * Charts, drawn by ECharts on a canvas, coloured from the style sheet's variables, and each with its numbers as a table
 * for who cannot or would not look at a picture. The library is loaded when the first chart is shown. Room is kept from
 * the start, so nothing moves. What is shown on hover are elements with text nodes, never markup.
 *
 * TimeChart({ label, at, series, kind, stacked, unit, axis, height, interval, onPick, max, share, live, summary })
 *   at: ISO times; series: [{ name, values, color?, dashed?, area?, apart? }] (null leaves a gap; apart: a line over
 *   stacked bars that is not part of the stack, such as the period before)
 *   kind: 'line' | 'area' | 'bar'; unit: value => text; axis: the same for the axis; interval names the times
 *   onPick(name, index): a click on a series at a time; whole: counts, whose axis has no fractions; tableUnit: as unit, in
 *   the table alone; max: as ECharts has it; share: values are shares of 1, and the axis ends there; live: redrawn each
 *   second, without a table; summary: what the picture says, for who does not see it
 * BarChart({ label, rows: [{ name, value, color? }], unit, onPick, height })      across, the longest on top
 * HeatMap({ label, rows, shortRows, columns, values: values[row][column], unit, height, columnEvery })
 * Chart({ label, option: colors => echarts option, table: { columns, rows }, height, onClick, summary })   any other
 * singles(values)               the positions of values without a neighbour: a line alone would not show them
 * useColors()                   the palette of the theme: { series: […8], text, muted, line, surface, accent, … }
 * colorsFor(names, colors)      a colour each, the same as long as the order is the same; '' and 'Others' are grey
 */
import { classes, html, useEffect, useMemo, useRef, useState } from './html.js';
import { bucket, compact, dayMonth, hourMinute, time } from './format.js';
import { usePrefs } from './prefs.js';

let library = null;

function echarts() {
	library ??= import('./lib/echarts/6.0.0/dist/echarts.esm.min.js');
	return library;
}

function readColors() {
	const style = getComputedStyle(document.documentElement);
	const of = name => style.getPropertyValue(name).trim();
	return {
		series: [1, 2, 3, 4, 5, 6, 7, 8].map(index => of(`--series-${index}`)), other: of('--series-other'), text: of('--text'), muted: of('--muted'),
		line: of('--line'), faint: of('--line-faint'), surface: of('--surface'), accent: of('--accent'), good: of('--good'), warn: of('--warn'), bad: of('--bad'), goodFill: of('--good-fill'), warnFill: of('--warn-fill'), badFill: of('--bad-fill'),
		heat: [0, 1, 2, 3, 4].map(index => of(`--heat-${index}`)), font: of('--font')
	};
}

export function useColors() {
	const { theme } = usePrefs();
	return useMemo(readColors, [theme]);
}

export function colorsFor(names, colors) {
	let next = 0;
	return names.map(name => name === 'Others' || name === '' ? colors.other : colors.series[next++ % colors.series.length]);
}

const still = matchMedia('(prefers-reduced-motion: reduce)');

export function Chart({ label, option, table, height = 260, onClick, summary, class: own, live }) {
	const colors = useColors();
	const box = useRef(null);
	const chart = useRef(null);
	const click = useRef(onClick);
	const [open, setOpen] = useState(false);
	const [failed, setFailed] = useState(false);
	click.current = onClick;
	const built = useMemo(() => option(colors), [option, colors]);
	const latest = useRef(built);
	latest.current = built;
	useEffect(() => {
		let gone = false;
		let observer = null;
		echarts().then(library => {
			if (gone || !box.current) {
				return;
			}
			const made = library.init(box.current, null, { renderer: 'canvas' });
			chart.current = made;
			made.setOption(latest.current);
			made.on('click', event => click.current?.(event));
			observer = new ResizeObserver(() => made.resize({ animation: { duration: 0 } }));
			observer.observe(box.current);
		}, () => setFailed(true));
		return () => {
			gone = true;
			observer?.disconnect();
			chart.current?.dispose();
			chart.current = null;
		};
	}, []);
	useEffect(() => {
		chart.current?.setOption(built, { notMerge: !live });
	}, [built]);
	return html`<figure class=${classes('chart', own)}>
		<div class="chart-box" ref=${box} style=${{ height: `${height}px` }} role="img" aria-label=${summary ? `${label}. ${summary}` : label}></div>
		${failed && html`<p class="muted">The chart could not be loaded; its numbers are below.</p>`}
		${table && html`<details class="chart-table" open=${open || failed} onToggle=${event => setOpen(event.currentTarget.open)}>
			<summary>Show as a table<span class="sr-only">: ${label}</span></summary>
			${(open || failed) && html`<div class="table-wrap" tabindex="0" role="region" aria-label=${`${label}, as a table`}><table class="table dense"><caption class="sr-only">${label}</caption>
				<thead><tr>${table.columns.map((column, index) => html`<th key=${index} scope="col" class=${index ? 'num' : ''}>${column}</th>`)}</tr></thead>
				<tbody>${table.rows.map((row, index) => html`<tr key=${index}>${row.map((cell, at) => at === 0 ? html`<th key=${at} scope="row">${cell}</th>` : html`<td key=${at} class="num">${cell}</td>`)}</tr>`)}</tbody></table></div>`}
		</details>`}
	</figure>`;
}

/** What is shown on hover: a title and lines with a colour, a name and a value, as elements. */
export function tip(title, lines) {
	const box = document.createElement('div');
	box.className = 'tip';
	const head = document.createElement('div');
	head.className = 'tip-title';
	head.textContent = title;
	box.append(head);
	for (const line of lines) {
		const row = document.createElement('div');
		row.className = 'tip-row';
		const mark = document.createElement('span');
		mark.className = 'tip-mark';
		mark.style.background = line.color ?? 'transparent';
		const name = document.createElement('span');
		name.className = 'tip-name';
		name.textContent = line.name;
		const value = document.createElement('span');
		value.className = 'tip-value';
		value.textContent = line.value;
		row.append(mark, name, value);
		box.append(row);
	}
	return box;
}

export function tooltip(colors, more) {
	return {
		backgroundColor: colors.surface, borderColor: colors.line, borderWidth: 1, padding: [8, 10], confine: true, transitionDuration: 0,
		textStyle: { color: colors.text, fontSize: 12, fontFamily: colors.font }, extraCssText: 'box-shadow: var(--shadow-2); border-radius: 8px;', ...more
	};
}

const cut = (text, length) => text.length > length ? `${text.slice(0, length - 1)}…` : text;

export function TimeChart({ label, at, series, kind = 'line', stacked = false, unit = compact, axis = unit, height = 260, interval = 'day', onPick, max, share = false, live, summary, tableUnit = unit, whole = false }) {
	const colors = useColors();
	const { zone } = usePrefs();
	const [hidden, setHidden] = useState(() => new Set());
	const option = useMemo(() => palette => {
		const paint = painter(series, palette);
		const alone = series.map(one => singles(one.values));
		const full = share && Math.max(...series.flatMap(one => one.values.map(value => value ?? 0))) > 0.6;
		const bar = kind === 'bar';
		return {
			animation: !live && !still.matches, animationDuration: 350, textStyle: { fontFamily: palette.font },
			grid: { left: 4, right: 10, top: 12, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
			tooltip: tooltip(palette, {
				trigger: 'axis', axisPointer: { type: bar ? 'shadow' : 'line', lineStyle: { color: palette.muted, type: 'solid', width: 1 }, shadowStyle: { color: palette.text, opacity: 0.05 } },
				formatter: points => {
					const index = points[0].dataIndex;
					const lines = points.filter(point => point.value !== null && point.value !== undefined)
						.map(point => ({ name: point.seriesName, value: unit(point.value), color: paint(point.seriesIndex), number: point.value, apart: series[point.seriesIndex].apart }));
					if (stacked) {
						const parts = lines.filter(line => !line.apart);
						const total = parts.reduce((sum, line) => sum + line.number, 0);
						const shown = parts.filter(line => line.number !== 0).sort((a, b) => b.number - a.number);
						lines.splice(0, lines.length, ...shown, ...(parts.length > 1 ? [{ name: 'Total', value: unit(total) }] : []), ...lines.filter(line => line.apart));
					}
					return tip(interval === 'now' ? time(at[index]) : bucket(at[index], interval), lines.length ? lines : [{ name: 'No calls', value: '' }]);
				}
			}),
			xAxis: {
				type: 'category', data: at, boundaryGap: bar, axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } },
				axisLabel: { color: palette.muted, fontSize: 11, hideOverlap: true, margin: 10, interval: labelled(at, interval), formatter: value => shortTime(value, interval, at) }
			},
			yAxis: {
				type: 'value', max: full ? 1 : max, interval: full ? 0.25 : undefined, splitNumber: 4, axisLabel: { color: palette.muted, fontSize: 11, formatter: value => axis(value) }, splitLine: { lineStyle: { color: palette.faint } },
				axisLine: { show: false }, minInterval: whole ? 1 : 0
			},
			series: series.map((one, index) => ({
				name: one.name, type: bar && !one.apart ? 'bar' : 'line', data: hidden.has(one.name) ? [] : one.values, stack: stacked && !one.apart ? 'all' : undefined, color: paint(index), barMaxWidth: 28, barCategoryGap: '28%',
				itemStyle: bar && !one.apart && !stacked ? { borderRadius: [2, 2, 0, 0] } : undefined, z: one.apart ? 5 : 2,
				symbol: 'circle', showSymbol: alone[index].size > 0, symbolSize: (value, point) => alone[index].size === 0 || alone[index].has(point.dataIndex) ? 5 : 0, lineStyle: { width: one.dashed ? 1.5 : 2, type: one.dashed ? [4, 4] : 'solid' }, smooth: 0.15, smoothMonotone: 'x',
				areaStyle: !one.apart && (one.area ?? kind === 'area') ? { opacity: stacked ? 0.55 : 0.1 } : undefined, emphasis: { focus: stacked ? 'series' : 'none', lineStyle: { width: one.dashed ? 1.5 : 2 } }, blur: { itemStyle: { opacity: 0.4 }, lineStyle: { opacity: 0.4 } },
				cursor: onPick ? 'pointer' : 'default', connectNulls: false
			}))
		};
	}, [at, series, kind, stacked, unit, axis, interval, zone, max, live, colors, hidden, whole, share]);
	const table = useMemo(() => ({
		columns: ['Time', ...series.map(one => one.name)],
		rows: at.map((moment, index) => [interval === 'now' ? time(moment) : bucket(moment, interval), ...series.map(one => one.values[index] === null || one.values[index] === undefined ? '–' : tableUnit(one.values[index]))])
	}), [at, series, interval, zone, unit]);
	const paint = painter(series, colors);
	const turn = name => setHidden(before => {
		const next = new Set(before);
		return next.delete(name) ? next : next.add(name);
	});
	return html`<div class="chart-with-legend">
		<ul class="legend" aria-label=${`${label}: what is shown`}>${series.map((one, index) => html`<li key=${one.name}><button type="button" class="legend-item" aria-pressed=${String(!hidden.has(one.name))}
			title=${one.name} onClick=${() => turn(one.name)}><span class=${classes('swatch', one.dashed && 'dashed')} style=${{ '--color': paint(index) }}></span><span class="truncate">${one.name}</span></button></li>`)}</ul>
		<${Chart} label=${label} option=${option} table=${live ? null : table} height=${height} live=${live} summary=${summary}
			onClick=${onPick && (event => onPick(event.seriesName, event.dataIndex))} /></div>`;
}

export function singles(values) {
	const known = index => values[index] !== null && values[index] !== undefined;
	return new Set(values.map((value, index) => index).filter(index => known(index) && !known(index - 1) && !known(index + 1)));
}

function painter(series, palette) {
	const shades = colorsFor(series.map(one => one.name), palette);
	return index => series[index].color ?? shades[index];
}

/** Which hours are named: round ones, and over several days midnights alone. */
function labelled(at, interval) {
	if (interval !== 'hour') {
		return 'auto';
	}
	const every = at.length <= 12 ? 1 : at.length <= 30 ? 3 : at.length <= 60 ? 12 : 24;
	return (index, value) => Number(hourMinute(value).slice(0, 2)) % every === 0;
}

function shortTime(value, interval, at) {
	switch (interval) {
		case 'now': return time(value);
		case 'hour': return hourMinute(value) === '00:00' && at.length > 12 ? dayMonth(value) : hourMinute(value);
		case 'month': return bucket(value, 'month').replace(/^(\w{3})\w*/, '$1');
		default: return dayMonth(value);
	}
}

export function BarChart({ label, rows, unit = compact, axis = unit, onPick, height }) {
	const colors = useColors();
	const option = useMemo(() => palette => {
		const list = [...rows].reverse();
		return {
			animation: !still.matches, animationDuration: 300, textStyle: { fontFamily: palette.font },
			grid: { left: 4, right: 16, top: 4, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
			tooltip: tooltip(palette, { trigger: 'item', formatter: point => tip(point.name, [{ name: label, value: unit(point.value), color: point.color }]) }),
			xAxis: { type: 'value', splitNumber: 3, axisLabel: { color: palette.muted, fontSize: 11, formatter: value => axis(value), hideOverlap: true }, splitLine: { lineStyle: { color: palette.faint } } },
			yAxis: { type: 'category', data: list.map(row => row.name), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: palette.text, fontSize: 12, formatter: name => cut(name, 22) } },
			series: [{
				type: 'bar', data: list.map(row => ({ value: row.value, itemStyle: { color: row.color ?? palette.series[0], borderRadius: [0, 3, 3, 0] } })), barMaxWidth: 16, barCategoryGap: '35%',
				cursor: onPick ? 'pointer' : 'default'
			}]
		};
	}, [rows, label, unit, axis, colors]);
	const table = useMemo(() => ({ columns: ['Name', label], rows: rows.map(row => [row.name, unit(row.value)]) }), [rows, label, unit]);
	return html`<${Chart} label=${label} option=${option} table=${table} height=${height ?? Math.max(120, rows.length * 30 + 34)}
		onClick=${onPick && (event => onPick(event.name))} />`;
}

export function HeatMap({ label, rows, shortRows = rows, columns, values, unit = compact, height = 280, columnEvery = 1, summary }) {
	const colors = useColors();
	const option = useMemo(() => palette => {
		const data = values.flatMap((line, row) => line.map((value, column) => [column, rows.length - 1 - row, value]));
		const most = Math.max(...values.flat()) || 1;
		return {
			animation: false, textStyle: { fontFamily: palette.font },
			grid: { left: 4, right: 4, top: 4, bottom: 34, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
			tooltip: tooltip(palette, { trigger: 'item', formatter: point => tip(`${rows[rows.length - 1 - point.value[1]]}, ${columns[point.value[0]]}`, [{ name: label, value: unit(point.value[2]) }]) }),
			xAxis: { type: 'category', data: columns, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: palette.muted, fontSize: 11, interval: index => index % columnEvery === 0 } },
			yAxis: { type: 'category', data: [...shortRows].reverse(), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: palette.muted, fontSize: 11 } },
			visualMap: {
				min: 0, max: most, calculable: false, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 10, itemHeight: 120, inRange: { color: palette.heat },
				text: [unit(most), '0'], textStyle: { color: palette.muted, fontSize: 11 }
			},
			series: [{ type: 'heatmap', data, itemStyle: { borderColor: palette.surface, borderWidth: 2, borderRadius: 3 }, emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1.5 } } }]
		};
	}, [rows, columns, values, unit, label, columnEvery, colors]);
	const table = useMemo(() => ({ columns: ['', ...columns], rows: rows.map((row, index) => [row, ...values[index].map(unit)]) }), [rows, columns, values, unit]);
	return html`<${Chart} label=${label} option=${option} table=${table} height=${height} summary=${summary} />`;
}
