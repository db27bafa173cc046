package dev.serai.gateway.guardrail;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts findings by kind; the matched text is not kept. Not thread-safe. */
final class Findings {

	private final Map<String, Integer> counts = new LinkedHashMap<>(4);

	void add(String finding) {
		this.counts.merge(finding, 1, Integer::sum);
	}

	boolean isEmpty() {
		return this.counts.isEmpty();
	}

	Map<String, Integer> counts() {
		return this.counts;
	}

	/** Returns the kind that was found first. */
	String first() {
		return this.counts.keySet().iterator().next();
	}

}
