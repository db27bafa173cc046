package dev.serai.gateway.routing;

/**
 * Why a deployment cannot serve a request, in the order in which reasons are checked.
 * When no deployment can, the caller's error is that of the deployment that passed the
 * most checks.
 */
enum ExclusionReason {

	KEY("key", ""), OPERATION("operation", "model"), REGION("region", ""), MODALITY("modality", "messages"),
	TOOLS("tools", "tools"), PARALLEL_TOOLS("parallel_tools", "parallel_tool_calls"),
	SCHEMA("schema", "response_format"), REASONING("reasoning", "reasoning_effort"), OUTPUT("output", "max_tokens"),
	WINDOW("window", "messages"), PROTOCOL("protocol", ""), BREAKER("breaker", ""), COOLDOWN("cooldown", "");

	private final String word;

	private final String param;

	ExclusionReason(String word, String param) {
		this.word = word;
		this.param = param;
	}

	/** Returns the stable code in decisions. */
	String word() {
		return this.word;
	}

	/**
	 * Returns the request's field that causes it; empty when none does, or when it
	 * varies.
	 */
	String param() {
		return this.param;
	}

}
