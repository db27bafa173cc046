package dev.serai.insight.sample;

import java.util.List;

/**
 * A sample team with the calls that it makes. Together the teams produce everything that
 * the dashboard shows.
 *
 * @param policy routes most of its calls, if a policy of this name exists
 * @param features the features that its calls name
 * @param tags one of them goes with each call
 * @param streamed the percentage of streamed calls
 * @param words the maximum number of words in a question
 * @param sessions whether its calls belong to conversations of end users
 */
record SampleTeam(String name, String policy, List<String> features, List<String> tags, int streamed, int words,
		boolean sessions) {

	/** All sample teams. */
	static final List<SampleTeam> ALL = List.of(
			new SampleTeam("sample-search", "auto:fastest", List.of("query-rewrite", "search-answer"),
					List.of("web", "app", "web, experiment"), 60, 12, false),
			new SampleTeam("sample-support", "auto", List.of("support-chat", "ticket-summary", "translate"),
					List.of("emea", "amer", "emea, priority"), 85, 60, true),
			new SampleTeam("sample-batch", "auto:cheapest", List.of("classify", "extract-invoice"),
					List.of("nightly", "nightly, backfill"), 0, 400, false));

}
