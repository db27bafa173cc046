package dev.serai.insight.sample;

import java.util.List;

/**
 * A team of the sample, and what it calls models for. Together they differ in all that
 * the dashboard shows.
 *
 * @param policy by which most of its calls are routed, where there is one of this name
 * @param features parts of its product
 * @param tags one of which goes with each call
 * @param streamed how many of a hundred calls are streamed
 * @param words how many words a question has at the most
 * @param sessions whether its calls belong to conversations of end users
 */
record SampleTeam(String name, String policy, List<String> features, List<String> tags, int streamed, int words,
		boolean sessions) {

	/** All of them. */
	static final List<SampleTeam> ALL = List.of(
			new SampleTeam("sample-search", "auto:fastest", List.of("query-rewrite", "search-answer"),
					List.of("web", "app", "web, experiment"), 60, 12, false),
			new SampleTeam("sample-support", "auto", List.of("support-chat", "ticket-summary", "translate"),
					List.of("emea", "amer", "emea, priority"), 85, 60, true),
			new SampleTeam("sample-batch", "auto:cheapest", List.of("classify", "extract-invoice"),
					List.of("nightly", "nightly, backfill"), 0, 400, false));

}
