package dev.serai.gateway.provider.dialect;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a conversation can go through all shipped protocols and dialects, another one at
 * every turn: no provider refuses what others answered and what callers wrote.
 */
class TenTurnConversationProperties {

	private static final StrictProviders PROVIDERS = StrictGateway.PROVIDERS;

	private static final String LIMITS = "{type: 'object', properties: {city: {type: 'string', minLength: 1, pattern: "
			+ "'^[A-Z]'}, days: {type: 'integer', minimum: 1, maximum: 7, default: 3}}, required: ['city']}";

	private static final String ROOTED = "{type: 'object', anyOf: [{type: 'object', properties: {word: {type: 'string'}}, "
			+ "required: ['word']}, {type: 'object', properties: {id: {type: 'integer'}}, required: ['id']}]}";

	private static final String ANSWER = "{type: 'object', properties: {city: {type: 'string', maxLength: 40}, degrees: "
			+ "{type: 'number', minimum: -90}, tags: {type: 'array', minItems: 2, uniqueItems: true, items: {type: "
			+ "'string'}}}, required: ['city', 'degrees', 'tags'], additionalProperties: false}";

	/** How the user's message is made. */
	enum Says {

		TEXT("'%s'"), BLANK_EDGES("' \\n%s\\n '"),
		PARTS("[{type: 'text', text: '%s'}, {type: 'text', text: 'Please.'}]"),
		BLANK_PART("[{type: 'text', text: ' '}, {type: 'text', text: '%s'}]"),
		MARKED("[{type: 'text', text: '%s', cache_control: {type: 'ephemeral'}}]"), NAMED("'%s', name: 'ada'"),
		ODDLY_NAMED("'%s', name: 'Ada Lovelace'"),
		IMAGE("[{type: 'text', text: '%s'}, {type: 'image_url', image_url: {url: 'data:image/png;base64,"
				+ Refusals.PIXEL + "'}}]"),
		JPG("[{type: 'image_url', image_url: {url: 'data:image/jpg;base64," + CallersRequests.JPEG
				+ "', detail: 'low'}}, {type: 'text', text: '%s'}]"),
		GIF("[{type: 'text', text: '%s'}, {type: 'image_url', image_url: {url: 'data:image/gif;base64," + Refusals.GIF
				+ "'}}]"),
		PDF("[{type: 'file', file: {filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK'}}, "
				+ "{type: 'text', text: '%s'}]"),
		TEXT_FILE("[{type: 'text', text: '%s'}, {type: 'file', file: {filename: 'a.csv', file_data: "
				+ "'data:text/csv;base64,YTtiCg=='}}]");

		private final String content;

		Says(String content) {
			this.content = content;
		}

		String message(String text) {
			return "{role: 'user', content: " + this.content.formatted(text) + "}";
		}

	}

	/** What stands in the history before the user's message. */
	enum Past {

		NOTHING, SYSTEM("{role: 'system', content: 'Be brief.'}"),
		DEVELOPER("{role: 'developer', content: 'Be kind.'}"),
		MARKED_SYSTEM(
				"{role: 'system', content: [{type: 'text', text: 'Be exact.', cache_control: {type: 'ephemeral'}}]}"),
		ODD_IDS(Refusals.USER, Refusals.call("call:é 1/" + "x".repeat(60), ""),
				Refusals.result("call:é 1/" + "x".repeat(60)), "{role: 'assistant', content: 'Found. '}"),
		REPEATED_IDS(Refusals.USER, Refusals.call("call_1", ""), Refusals.result("call_1"), Refusals.call("call_1", ""),
				Refusals.result("call_1"), "{role: 'assistant', content: 'Twice.'}"),
		OLD_FIELDS(Refusals.USER,
				"{role: 'assistant', content: 'Yes.', refusal: null, annotations: [], "
						+ "reasoning_content: 'Hm.', reasoning: 'Hm.'}"),
		EMPTY_ANSWER(Refusals.USER, "{role: 'assistant', content: ''}"),
		BLANK_ANSWER(Refusals.USER, "{role: 'assistant', content: ' \\n'}"),
		TWO_USERS("{role: 'user', content: 'One thing.'}"),
		FOREIGN_REASONING(Refusals.USER, "{role: 'assistant', content: 'Yes.', reasoning_details: [{type: "
				+ "'reasoning.encrypted', data: 'Zm9v', format: 'openai-responses-v1', index: 0}]}");

		private final String[] messages;

		Past(String... messages) {
			this.messages = messages;
		}

	}

	/** The tools that are offered, and what the user asks of them. */
	enum Tools {

		NONE("Tell me, in text or JSON.", ""), OFFERED("Tell me, in text or JSON.", ""),
		ONE("Please look up the word; JSON.", ""), PARALLEL("Please look up the word and get weather; JSON.", ""),
		ONE_AT_A_TIME("Please look up the word and get weather; JSON.", "parallel_tool_calls: false"),
		FORCED("Do something; JSON.", "tool_choice: 'required'"),
		NAMED("Do something; JSON.", "tool_choice: {type: 'function', function: {name: 'get_weather'}}");

		private final String text;

		private final String parameters;

		Tools(String text, String parameters) {
			this.text = text;
			this.parameters = parameters;
		}

		String parameters(boolean strict) {
			if (this == NONE) {
				return "";
			}
			String offered = "tools: ["
					+ Refusals.tool("look_up", strict ? Refusals.SCHEMA : ROOTED,
							strict ? ", strict: true" : ", description: 'Looks up'")
					+ ", " + Refusals.tool("get_weather", LIMITS, "") + "]";
			return this.parameters.isEmpty() ? offered : offered + ", " + this.parameters;
		}

	}

	/** The other parameters. */
	enum Setting {

		NOTHING(""), TEMPERATURE("temperature: 0.7"), BOTH("temperature: 0.2, top_p: 0.9"),
		LOW("reasoning_effort: 'low'"), HIGH("reasoning_effort: 'high'"), SEED("seed: 7, user: 'u-1'"),
		KEYS("prompt_cache_key: 'k', safety_identifier: 's', store: false, metadata: {a: 'b'}"),
		PENALTY("presence_penalty: 0.5"), STOP("stop: ['END']"), LIMIT("max_tokens: 3000"),
		USAGE("max_completion_tokens: 3000");

		private final String parameters;

		Setting(String parameters) {
			this.parameters = parameters;
		}

	}

	/** The form of the answer. */
	enum Form {

		TEXT(""), OBJECT("response_format: {type: 'json_object'}"),
		SCHEMA("response_format: {type: 'json_schema', json_schema: {name: 'A', schema: " + ANSWER + "}}"),
		STRICT("response_format: {type: 'json_schema', json_schema: {name: 'A', strict: true, schema: " + ANSWER
				+ "}}");

		private final String parameters;

		Form(String parameters) {
			this.parameters = parameters;
		}

	}

	/**
	 * A turn of the conversation.
	 *
	 * @param first the model that is asked for
	 * @param next the model that goes on with the results of tools
	 * @param interrupted whether the user speaks before the model has read the results
	 */
	record Turn(String first, String next, boolean stream, boolean strict, boolean interrupted, Says says, Past past,
			Tools tools, Setting setting, Form form) {

		ObjectNode parameters() {
			StringBuilder all = new StringBuilder("{");
			for (String some : List.of(this.tools.parameters(this.strict), this.setting.parameters,
					this.form.parameters)) {
				all.append((all.length() > 1 && !some.isEmpty()) ? ", " : "").append(some);
			}
			return Refusal.read(all.append('}').toString());
		}

	}

	@Provide
	Arbitrary<List<Turn>> conversations() {
		Arbitrary<String> models = Arbitraries.frequencyOf(
				Tuple.of(4, Arbitraries.of(StrictGateway.DEPLOYMENTS).map(StrictGateway::first)),
				Tuple.of(1, Arbitraries.just("auto")));
		Arbitrary<Boolean> yesOrNo = Arbitraries.of(true, false);
		Arbitrary<Says> says = Arbitraries.frequency(Tuple.of(12, Says.TEXT), Tuple.of(2, Says.BLANK_EDGES),
				Tuple.of(2, Says.PARTS), Tuple.of(2, Says.BLANK_PART), Tuple.of(2, Says.MARKED),
				Tuple.of(2, Says.NAMED), Tuple.of(1, Says.ODDLY_NAMED), Tuple.of(1, Says.IMAGE), Tuple.of(1, Says.JPG),
				Tuple.of(1, Says.TEXT_FILE));
		Arbitrary<Form> forms = Arbitraries.frequency(Tuple.of(6, Form.TEXT), Tuple.of(1, Form.OBJECT),
				Tuple.of(1, Form.SCHEMA), Tuple.of(1, Form.STRICT));
		Arbitrary<Setting> settings = Arbitraries.of(Setting.class);
		Arbitrary<Past> pasts = Arbitraries.of(Past.class);
		Arbitrary<Tools> tools = Arbitraries.of(Tools.class);
		Arbitrary<Tuple.Tuple3<Boolean, Boolean, Boolean>> flags = Combinators.combine(yesOrNo, yesOrNo, yesOrNo)
			.as(Tuple::of);
		Arbitrary<Turn> turns = Combinators.combine(models, models, flags, says, pasts, tools, settings, forms)
			.as((first, next, flag, said, past, tool, setting, form) -> new Turn(first, next, flag.get1(), flag.get2(),
					flag.get3(), said, past, tool, setting, form));
		Arbitrary<List<Turn>> talks = turns.list().ofSize(10);
		// Files restrict the rest of a conversation to the models that read them.
		Arbitrary<Says> lastFile = Arbitraries.of(Says.GIF, Says.PDF, Says.TEXT);
		return Combinators.combine(talks, lastFile, Arbitraries.integers().between(5, 9)).as((talk, file, at) -> {
			Turn turn = talk.get(at);
			List<Turn> changed = new ArrayList<>(talk);
			changed.set(at, new Turn(turn.first(), turn.next(), turn.stream(), turn.strict(), turn.interrupted(), file,
					turn.past(), turn.tools(), turn.setting(), turn.form()));
			return List.copyOf(changed);
		});
	}

	@Property(tries = 12, shrinking = ShrinkingMode.OFF)
	void noTurnIsRefusedWhereverItIsServed(@ForAll("conversations") List<Turn> turns) {
		PROVIDERS.forget();
		StrictGateway.GATEWAY.closeBreakers();
		Chat chat = new Chat(StrictGateway.GATEWAY);
		for (Turn turn : turns) {
			chat.say(turn.past().messages);
			chat.say(turn.says().message(turn.tools().text));
			JsonNode answer = answered(chat, turn.first(), turn);
			for (int i = 0; i < 2 && !answer.path("tool_calls").isEmpty(); i++) {
				chat.answerCalls(answer, turn.says() == Says.IMAGE);
				if (turn.interrupted()) {
					break;
				}
				answer = answered(chat, turn.next(), turn);
			}
			if (!turn.interrupted()) {
				chat.answerCalls(answer, false);
			}
		}
	}

	private static JsonNode answered(Chat chat, String model, Turn turn) {
		HttpResponse<String> response = chat.ask(model, turn.stream(), turn.parameters());
		assertThat(PROVIDERS.refusals()).as("refusals at %s in %s", model, turn).isEmpty();
		assertThat(response.statusCode()).as("%s at %s in %s of %s", response.body(), model, turn, chat.messages())
			.isEqualTo(200);
		ToolPairs.of(PROVIDERS.received().getLast().asked())
			.stream()
			.filter(pair -> pair.result().contains("The result that"))
			.forEach(pair -> assertThat(pair.result()).contains(Chat.resultOf(pair.tool())));
		return chat.keep(response, turn.stream());
	}

}
