/*
 * Lengths of time as the API says them, PT5M or P7D, and as people do.
 *
 * lengthInWords(iso)   5 min, 7 days; the text itself where it is none
 */
const UNITS = [['D', 'day', 'days'], ['H', 'h', 'h'], ['M', 'min', 'min'], ['S', 's', 's']];

export function lengthInWords(iso) {
	const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(iso ?? '');
	if (match === null) {
		return iso ?? '–';
	}
	const parts = UNITS.map(([, one, more], index) => [Number(match[index + 1] ?? 0), one, more]).filter(([count]) => count > 0);
	return parts.length === 0 ? '0 s' : parts.map(([count, one, more]) => `${count} ${count === 1 ? one : more}`).join(' ');
}
