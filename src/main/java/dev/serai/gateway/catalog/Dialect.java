package dev.serai.gateway.catalog;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * How the chats of a deployment deviate from its provider's protocol. A request is
 * adapted where its meaning stays; a deployment that cannot serve it is excluded before
 * it is called. Parameters have OpenAI's names for every protocol.
 *
 * @param developer the role in which messages of the role {@code developer} are sent
 * @param instructions where messages of the roles system and developer may stand
 * @param turns which orders of roles are accepted
 * @param prefill whether the last message may be the model's
 * @param names where the name of a message's author is sent
 * @param outputLimit the field that limits the output's tokens; {@link #KEPT} leaves the
 * caller's
 * @param toolCallIds the ids of tool calls that are accepted
 * @param toolNames the regular expression of accepted tools' names
 * @param toolResults whether results of tools may contain images and documents
 * @param reasoning the field for the reasoning of earlier answers; {@link #KEPT} leaves
 * the caller's, {@link #OMITTED} sends none
 * @param missingReasoning whether answers in the history need reasoning when tools are
 * offered
 * @param omitted fields of messages and of their tool calls that are not sent
 * @param textOnly the roles whose content must be a text instead of a list of parts
 * @param emptyContent what the content of a message without content is
 * @param cacheControl whether Anthropic's markers of prompt caching are accepted
 * @param parameters the parameters that are not accepted as callers send them
 * @param schemas what JSON schemas may contain
 * @param imageUrls whether an image may be a URL that the provider downloads
 * @param images the media types of images in the request; empty accepts all
 * @param documents the media types of documents in the request; empty accepts all
 */
public record Dialect(Developer developer, Instructions instructions, Turns turns, Prefill prefill, Names names,
		String outputLimit, ToolCallIds toolCallIds, String toolNames, ToolResults toolResults, String reasoning,
		MissingReasoning missingReasoning, Set<String> omitted, Set<String> textOnly, EmptyContent emptyContent,
		CacheControl cacheControl, Parameters parameters, Schemas schemas, ImageUrls imageUrls, Set<String> images,
		Set<String> documents) {

	/** The caller's field is kept. */
	public static final String KEPT = "kept";

	/** No field is sent. */
	public static final String OMITTED = "omitted";

	/** No deviations. */
	public static final Dialect NONE = new Dialect(Developer.DEVELOPER, Instructions.ANYWHERE, Turns.ANY,
			Prefill.ACCEPTED, Names.FIELD, KEPT, ToolCallIds.ANY, ".*", ToolResults.PARTS, KEPT,
			MissingReasoning.ACCEPTED, Set.of(), Set.of(), EmptyContent.NULL, CacheControl.ACCEPTED, Parameters.NONE,
			Schemas.ALL, ImageUrls.ACCEPTED, Set.of(), Set.of());

	/** Fields that the configuration leaves out do not deviate. */
	public Dialect {
		developer = Objects.requireNonNullElse(developer, Developer.DEVELOPER);
		instructions = Objects.requireNonNullElse(instructions, Instructions.ANYWHERE);
		turns = Objects.requireNonNullElse(turns, Turns.ANY);
		prefill = Objects.requireNonNullElse(prefill, Prefill.ACCEPTED);
		names = Objects.requireNonNullElse(names, Names.FIELD);
		outputLimit = Objects.requireNonNullElse(outputLimit, KEPT);
		toolCallIds = Objects.requireNonNullElse(toolCallIds, ToolCallIds.ANY);
		toolNames = Objects.requireNonNullElse(toolNames, ".*");
		toolResults = Objects.requireNonNullElse(toolResults, ToolResults.PARTS);
		reasoning = Objects.requireNonNullElse(reasoning, KEPT);
		missingReasoning = Objects.requireNonNullElse(missingReasoning, MissingReasoning.ACCEPTED);
		omitted = Set.copyOf(Objects.requireNonNullElse(omitted, Set.of()));
		textOnly = Set.copyOf(Objects.requireNonNullElse(textOnly, Set.of()));
		emptyContent = Objects.requireNonNullElse(emptyContent, EmptyContent.NULL);
		cacheControl = Objects.requireNonNullElse(cacheControl, CacheControl.ACCEPTED);
		parameters = Objects.requireNonNullElse(parameters, Parameters.NONE);
		schemas = Objects.requireNonNullElse(schemas, Schemas.ALL);
		imageUrls = Objects.requireNonNullElse(imageUrls, ImageUrls.ACCEPTED);
		images = Set.copyOf(Objects.requireNonNullElse(images, Set.of()));
		documents = Set.copyOf(Objects.requireNonNullElse(documents, Set.of()));
	}

	/** The role of a message that the caller sent as {@code developer}. */
	public enum Developer {

		/** It is accepted. */
		DEVELOPER,
		/** It is sent as {@code system}. */
		SYSTEM

	}

	/** Where instructions may stand. */
	public enum Instructions {

		/** Anywhere in the chat. */
		ANYWHERE,
		/** At the beginning, as one message. */
		FIRST

	}

	/** The order of roles. */
	public enum Turns {

		/** Any order. */
		ANY,
		/** Consecutive messages of a user, or of the model, become one. */
		ALTERNATE,
		/**
		 * The model has the turn after results of tools: an empty answer is put between
		 * them and a user's message.
		 */
		@JsonProperty("answer-after-tools")
		ANSWER_AFTER_TOOLS

	}

	/** Whether the last message may be the model's, which it then continues. */
	public enum Prefill {

		/** It may. */
		ACCEPTED,
		/** It needs the field {@code prefix}. */
		PREFIX,
		/** A chat that ends so is refused. */
		REFUSED

	}

	/** Where the name of a message's author stands. */
	public enum Names {

		/** In the field {@code name}. */
		FIELD,
		/** Before the text, because the field is not accepted. */
		TEXT

	}

	/** What results of tools may contain. */
	public enum ToolResults {

		/** Every part. */
		PARTS,
		/** Text; other parts are sent in a user's message after the results. */
		TEXT

	}

	/** Whether an answer in the history may lack its reasoning. */
	public enum MissingReasoning {

		/** It may. */
		ACCEPTED,
		/** Where tools are offered, an empty reasoning is sent. */
		@JsonProperty("empty-with-tools")
		EMPTY_WITH_TOOLS

	}

	/** The content of a message that has none. */
	public enum EmptyContent {

		/** JSON's null. */
		NULL,
		/** An empty text. */
		TEXT

	}

	/** Whether markers of prompt caching are accepted. */
	public enum CacheControl {

		/** They are. */
		ACCEPTED,
		/** They are, at texts: others move to the nearest text before them. */
		LIFTED,
		/** They are dropped. */
		DROPPED

	}

	/** Whether images may be URLs. */
	public enum ImageUrls {

		/** They may. */
		ACCEPTED,
		/** A request with one is refused. */
		REFUSED

	}

	/**
	 * The ids of tool calls.
	 *
	 * @param pattern the regular expression of accepted ids
	 * @param length the length of an id that replaces another one, in letters and digits
	 */
	public record ToolCallIds(String pattern, int length) {

		/** The length of an id that every known provider accepts. */
		private static final int USUAL_LENGTH = 9;

		/** Every id is accepted. */
		public static final ToolCallIds ANY = new ToolCallIds(".*", USUAL_LENGTH);

		/** Fields that the configuration leaves out have the values of {@link #ANY}. */
		public ToolCallIds {
			pattern = Objects.requireNonNullElse(pattern, ".*");
			length = (length > 0) ? length : USUAL_LENGTH;
		}

	}

	/**
	 * Parameters that are not accepted as callers send them.
	 *
	 * @param accepted the only parameters that are accepted; empty accepts all others
	 * @param dropped parameters without influence on the answer, which are left out
	 * @param refused parameters that cannot be sent
	 * @param refusedWithTools parameters that cannot be sent together with tools
	 * @param refusedWithReasoning parameters that can be sent only where the model does
	 * not reason
	 * @param effort the reasoning effort where a request gives none; empty when unknown
	 * @param withTools values that a request with tools needs
	 * @param renamed the provider's names of parameters
	 * @param replaced the values to send instead of others
	 * @param allowed the only accepted values
	 * @param atMost the highest number, or the most entries of a list
	 * @param exclusive parameters of which only the first that is set is sent
	 */
	public record Parameters(Set<String> accepted, Set<String> dropped, Set<String> refused,
			Set<String> refusedWithTools, Set<String> refusedWithReasoning, String effort,
			Map<String, JsonNode> withTools, Map<String, String> renamed, Map<String, Map<String, JsonNode>> replaced,
			Map<String, List<JsonNode>> allowed, Map<String, Double> atMost, List<List<String>> exclusive) {

		/** All parameters are accepted. */
		public static final Parameters NONE = new Parameters(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), "",
				Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

		/** Fields that the configuration leaves out are empty. */
		public Parameters {
			accepted = Set.copyOf(Objects.requireNonNullElse(accepted, Set.of()));
			dropped = Set.copyOf(Objects.requireNonNullElse(dropped, Set.of()));
			refused = Set.copyOf(Objects.requireNonNullElse(refused, Set.of()));
			refusedWithTools = Set.copyOf(Objects.requireNonNullElse(refusedWithTools, Set.of()));
			refusedWithReasoning = Set.copyOf(Objects.requireNonNullElse(refusedWithReasoning, Set.of()));
			effort = Objects.requireNonNullElse(effort, "");
			withTools = Map.copyOf(Objects.requireNonNullElse(withTools, Map.of()));
			renamed = Map.copyOf(Objects.requireNonNullElse(renamed, Map.of()));
			replaced = Map.copyOf(Objects.requireNonNullElse(replaced, Map.of()));
			allowed = Map.copyOf(Objects.requireNonNullElse(allowed, Map.of()));
			atMost = Map.copyOf(Objects.requireNonNullElse(atMost, Map.of()));
			exclusive = List.copyOf(Objects.requireNonNullElse(exclusive, List.of()));
		}

	}

	/**
	 * What JSON schemas of tools and of answers may contain.
	 *
	 * @param unsupported keywords that are refused in the schemas of strict tools and of
	 * answers; they become a sentence of the description
	 * @param closed whether every object of those schemas needs
	 * {@code additionalProperties: false}
	 * @param answers the answers whose schemas are checked
	 * @param combinators whether {@code anyOf}, {@code oneOf} and {@code allOf} may stand
	 * at the top of a tool's schema
	 * @param strict whether tools may be marked as strict
	 * @param form how the schema of an answer is sent
	 */
	public record Schemas(Set<String> unsupported, boolean closed, Answers answers, Combinators combinators,
			Strict strict, AnswerForm form) {

		/** Every schema is accepted. */
		public static final Schemas ALL = new Schemas(Set.of(), false, Answers.ALL, Combinators.ACCEPTED, Strict.KEPT,
				AnswerForm.JSON_SCHEMA);

		/** Fields that the configuration leaves out do not deviate. */
		public Schemas {
			unsupported = Set.copyOf(Objects.requireNonNullElse(unsupported, Set.of()));
			answers = Objects.requireNonNullElse(answers, Answers.ALL);
			combinators = Objects.requireNonNullElse(combinators, Combinators.ACCEPTED);
			strict = Objects.requireNonNullElse(strict, Strict.KEPT);
			form = Objects.requireNonNullElse(form, AnswerForm.JSON_SCHEMA);
		}

	}

	/** The answers whose schemas are checked by the provider. */
	public enum Answers {

		/** All. */
		ALL,
		/** Those that the caller asked for strictly. */
		STRICT

	}

	/** How the schema of an answer is sent. */
	public enum AnswerForm {

		/**
		 * As OpenAI has it: {@code {"type":"json_schema","json_schema":{"schema":…}}}.
		 */
		@JsonProperty("json-schema")
		JSON_SCHEMA,
		/** As Cohere has it: {@code {"type":"json_object","schema":…}}. */
		@JsonProperty("json-object")
		JSON_OBJECT

	}

	/** What happens to a combinator at the top of a tool's schema. */
	public enum Combinators {

		/** It is sent. */
		ACCEPTED,
		/** Its alternatives become one object with all their properties. */
		MERGED

	}

	/** Whether the mark of strict tools is sent. */
	public enum Strict {

		/** It is. */
		KEPT,
		/** It is left out. */
		DROPPED,
		/** It is left out, because every tool is strict. */
		ALWAYS

	}

}
