package dev.serai.gateway.operation;

/** What a model can do and a request may need. */
public enum Capability {

	/** Calls tools. */
	TOOLS,
	/** Calls several tools in one answer. */
	PARALLEL_TOOLS,
	/** Answers in JSON that fits a schema. */
	JSON_SCHEMA,
	/** Answers in some JSON object on demand. */
	JSON_OBJECT,
	/** Reasons before it answers. */
	REASONING,
	/** Caches prompts. */
	PROMPT_CACHING

}
