package dev.serai.insight.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides when alerts are raised, kept and resolved. An alert is raised at the threshold,
 * stays open while the value is near it, and is resolved after enough evaluations in a
 * row without a finding. A value that fluctuates around the threshold is therefore one
 * alert.
 */
final class Lifecycle {

	private Lifecycle() {
	}

	/**
	 * Returns the changes to a rule's alerts.
	 * @param open the open alerts
	 * @param sightings the rule's current findings
	 */
	static List<Change> changes(Rule rule, List<OpenAlert> open, List<Sighting> sightings, Instant now) {
		Map<String, Sighting> found = new LinkedHashMap<>();
		sightings.forEach(sighting -> found.merge(sighting.subject(), sighting, (a, b) -> a.firing() ? a : b));
		List<Change> changes = new ArrayList<>();
		for (OpenAlert alert : open) {
			Sighting sighting = found.remove(alert.subject());
			changes.add((sighting != null) ? kept(rule, alert, sighting, now) : missed(rule, alert));
		}
		found.values().stream().filter(Sighting::firing).map(Change.Raise::new).forEach(changes::add);
		return changes;
	}

	private static Change kept(Rule rule, OpenAlert alert, Sighting sighting, Instant now) {
		boolean due = rule.remindAfter() != null && sighting.firing() && !alert.acknowledged()
				&& !now.isBefore(alert.toldAt().plus(rule.remindAfter()));
		return due ? new Change.Remind(alert.id(), sighting) : new Change.Keep(alert.id(), sighting);
	}

	private static Change missed(Rule rule, OpenAlert alert) {
		int calm = alert.calm() + 1;
		return (calm >= rule.kind().calmEvaluations()) ? new Change.Resolve(alert.id())
				: new Change.Calm(alert.id(), calm);
	}

}
