package dev.serai.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.FakeProvider.Wire;

/** The three protocols, each able to say the same things with any usage, or with none. */
enum UsageVoice {

	OPENAI("alone", "alpha") {

		@Override
		FakeProvider at(Scene scene) {
			return scene.alpha;
		}

		@Override
		boolean can(Content content) {
			return true;
		}

		@Override
		String usage(Figures figures) {
			return figures.as("prompt_tokens", "completion_tokens", "total_tokens");
		}

		@Override
		void whole(Wire wire, Content content, String usage) throws IOException {
			List<String> choices = new ArrayList<>();
			for (int i = 0; i < content.choices(); i++) {
				choices.add("{\"index\":" + i + ",\"message\":{\"role\":\"assistant\","
						+ said(content, content.text(), true) + "},\"finish_reason\":\"stop\"}");
			}
			wire.json(200, chunk("chat.completion", String.join(",", choices), usage));
		}

		@Override
		void stream(Wire wire, Content content, String usage) throws IOException {
			wire.stream();
			for (int i = 0; i < content.choices(); i++) {
				boolean first = true;
				for (String piece : pieces(content.text())) {
					wire.event(chunk("chat.completion.chunk", "{\"index\":" + i + ",\"delta\":{"
							+ said(content, piece, first) + "},\"finish_reason\":null}", ""));
					first = false;
				}
			}
			for (int i = 0; i < content.choices(); i++) {
				wire.event(chunk("chat.completion.chunk",
						"{\"index\":" + i + ",\"delta\":{},\"finish_reason\":\"stop\"}", ""));
			}
			if (!usage.isEmpty()) {
				wire.event(chunk("chat.completion.chunk", "", usage));
			}
			wire.event("[DONE]").end();
		}

		private String said(Content content, String text, boolean first) {
			return switch (content) {
				case TEXT, WORD, CHOICES -> "\"content\":" + quoted(text);
				case REFUSAL -> "\"refusal\":" + quoted(text);
				case REASONING -> "\"reasoning_content\":" + quoted(text) + (first ? ",\"content\":\"Hi.\"" : "");
				case AUDIO ->
					"\"audio\":{" + (first ? "\"data\":" + quoted("A".repeat(Content.AUDIO_LENGTH)) + "," : "")
							+ "\"transcript\":" + quoted(text) + "}";
				case TOOL_CALL -> "\"tool_calls\":[{\"index\":0,"
						+ (first ? "\"id\":\"c1\",\"type\":\"function\"," : "") + "\"function\":{"
						+ (first ? "\"name\":\"" + Content.TOOL + "\"," : "") + "\"arguments\":" + quoted(text) + "}}]";
			};
		}

		private String chunk(String object, String choices, String usage) {
			return "{\"id\":\"c1\",\"object\":\"" + object + "\",\"created\":1,\"model\":\"m\",\"choices\":[" + choices
					+ "]" + (usage.isEmpty() ? "" : ",\"usage\":" + usage) + "}";
		}
	},

	ANTHROPIC("said-by-claude", "claude") {

		@Override
		FakeProvider at(Scene scene) {
			return scene.claude;
		}

		@Override
		boolean can(Content content) {
			return switch (content) {
				case TEXT, WORD, TOOL_CALL, REASONING -> true;
				case REFUSAL, CHOICES, AUDIO -> false;
			};
		}

		@Override
		String usage(Figures figures) {
			return figures.as("input_tokens", "output_tokens");
		}

		@Override
		void whole(Wire wire, Content content, String usage) throws IOException {
			String blocks = switch (content) {
				case TOOL_CALL -> "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"" + Content.TOOL + "\",\"input\":"
						+ content.text() + "}";
				case REASONING -> "{\"type\":\"thinking\",\"thinking\":" + quoted(content.text())
						+ ",\"signature\":\"s\"},{\"type\":\"text\",\"text\":\"Hi.\"}";
				default -> "{\"type\":\"text\",\"text\":" + quoted(content.text()) + "}";
			};
			wire.json(200, "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
					+ blocks + "],\"stop_reason\":\"end_turn\"" + (usage.isEmpty() ? "" : ",\"usage\":" + usage) + "}");
		}

		@Override
		void stream(Wire wire, Content content, String usage) throws IOException {
			wire.stream()
				.event("{\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\",\"model\":\"m\"}}");
			String start = switch (content) {
				case TOOL_CALL ->
					"{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"" + Content.TOOL + "\",\"input\":{}}";
				case REASONING -> "{\"type\":\"thinking\",\"thinking\":\"\"}";
				default -> "{\"type\":\"text\",\"text\":\"\"}";
			};
			wire.event("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + start + "}");
			for (String piece : pieces(content.text())) {
				String delta = switch (content) {
					case TOOL_CALL -> "{\"type\":\"input_json_delta\",\"partial_json\":" + quoted(piece) + "}";
					case REASONING -> "{\"type\":\"thinking_delta\",\"thinking\":" + quoted(piece) + "}";
					default -> "{\"type\":\"text_delta\",\"text\":" + quoted(piece) + "}";
				};
				wire.event("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}");
			}
			wire.event("{\"type\":\"content_block_stop\",\"index\":0}");
			if (content == Content.REASONING) {
				wire.event("{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\","
						+ "\"text\":\"Hi.\"}}");
				wire.event("{\"type\":\"content_block_stop\",\"index\":1}");
			}
			wire.event("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}"
					+ (usage.isEmpty() ? "" : ",\"usage\":" + usage) + "}")
				.event("{\"type\":\"message_stop\"}")
				.end();
		}
	},

	GEMINI("said-by-gemini", "gemini") {

		@Override
		FakeProvider at(Scene scene) {
			return scene.gemini;
		}

		@Override
		boolean can(Content content) {
			return switch (content) {
				case TEXT, WORD, TOOL_CALL, REASONING, CHOICES -> true;
				case REFUSAL, AUDIO -> false;
			};
		}

		@Override
		String usage(Figures figures) {
			return figures.as("promptTokenCount", "candidatesTokenCount");
		}

		@Override
		void whole(Wire wire, Content content, String usage) throws IOException {
			wire.json(200, response(content, parts(content, content.text()), true, usage));
		}

		@Override
		void stream(Wire wire, Content content, String usage) throws IOException {
			wire.stream();
			List<String> pieces = (content == Content.TOOL_CALL) ? List.of(content.text()) : pieces(content.text());
			for (int i = 0; i < pieces.size() - 1; i++) {
				wire.event(response(content, part(content, pieces.get(i)), false, ""));
			}
			wire.event(response(content, parts(content, pieces.getLast()), true, usage)).end();
		}

		private String parts(Content content, String text) {
			return part(content, text) + ((content == Content.REASONING) ? ",{\"text\":\"Hi.\"}" : "");
		}

		private String part(Content content, String text) {
			return switch (content) {
				case TOOL_CALL -> "{\"functionCall\":{\"name\":\"" + Content.TOOL + "\",\"args\":" + text + "}}";
				case REASONING -> "{\"thought\":true,\"text\":" + quoted(text) + "}";
				default -> "{\"text\":" + quoted(text) + "}";
			};
		}

		private String response(Content content, String parts, boolean last, String usage) {
			List<String> candidates = new ArrayList<>();
			for (int i = 0; i < content.choices(); i++) {
				candidates.add("{\"index\":" + i + ",\"content\":{\"role\":\"model\",\"parts\":[" + parts + "]}"
						+ (last ? ",\"finishReason\":\"STOP\"" : "") + "}");
			}
			return "{\"responseId\":\"r1\",\"modelVersion\":\"m\",\"candidates\":[" + String.join(",", candidates) + "]"
					+ (usage.isEmpty() ? "" : ",\"usageMetadata\":" + usage) + "}";
		}
	};

	private final String model;

	private final String provider;

	UsageVoice(String model, String provider) {
		this.model = model;
		this.provider = provider;
	}

	/** A model of the {@link Scene} that is asked in this protocol. */
	String model() {
		return this.model;
	}

	String provider() {
		return this.provider;
	}

	abstract FakeProvider at(Scene scene);

	/** Whether the protocol has a form for it. */
	abstract boolean can(Content content);

	/** A usage object with these figures. */
	abstract String usage(Figures figures);

	/**
	 * Answers a request.
	 * @param usage JSON; empty when there is to be none
	 */
	void answer(Wire wire, Content content, String usage, boolean stream) throws IOException {
		if (stream) {
			stream(wire, content, usage);
		}
		else {
			whole(wire, content, usage);
		}
	}

	abstract void whole(Wire wire, Content content, String usage) throws IOException;

	abstract void stream(Wire wire, Content content, String usage) throws IOException;

	static String quoted(String text) {
		try {
			return new ObjectMapper().writeValueAsString(text);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	static List<String> pieces(String text) {
		List<String> pieces = new ArrayList<>();
		for (int from = 0; from < text.length(); from += 500) {
			pieces.add(text.substring(from, Math.min(text.length(), from + 500)));
		}
		return pieces;
	}

	/** What an answer holds. */
	enum Content {

		/**
		 * 4,000 characters of text: less than the 1,000 tokens that the models of the
		 * scene may give.
		 */
		TEXT,
		/** The same twice. */
		CHOICES,
		/** The same as arguments of a tool call. */
		TOOL_CALL,
		/** The same as reasoning, and a word. */
		REASONING,
		/** The same as a refusal. */
		REFUSAL,
		/** Audio and what is said in it. */
		AUDIO,
		/** Very little. */
		WORD;

		static final String TOOL = "book_the_ferry";

		static final int AUDIO_LENGTH = 64_000;

		private static final String PROSE = "The ferry leaves at noon, and nobody on the quay believes it. ".repeat(150)
			.substring(0, 4_000);

		String text() {
			return switch (this) {
				case TOOL_CALL -> "{\"note\":" + quoted(PROSE) + "}";
				case WORD -> "Hi.";
				default -> PROSE;
			};
		}

		int choices() {
			return (this == CHOICES) ? 2 : 1;
		}

		/**
		 * As o200k_base counts it; a tool call has a frame of 8, audio 640 characters a
		 * token.
		 */
		long tokens() {
			TokenEstimate by = TokenEstimate.counted();
			return switch (this) {
				case CHOICES -> 2 * by.of(text());
				case TOOL_CALL -> 8 + by.of(TOOL) + by.of(text());
				case REASONING -> by.of(text()) + by.of("Hi.");
				case AUDIO -> by.of(text()) + 1 + AUDIO_LENGTH / 640;
				case TEXT, REFUSAL, WORD -> by.of(text());
			};
		}

	}

	/**
	 * Figures as JSON, good or bad.
	 *
	 * @param prompt empty when there is to be none
	 * @param completion the same
	 */
	record Figures(String prompt, String completion) {

		String as(String promptName, String completionName, String totalName) {
			String both = as(promptName, completionName);
			String count = "[0-9]{1,9}";
			if (!this.prompt.matches(count) || !this.completion.matches(count)) {
				return both;
			}
			long total = Long.parseLong(this.prompt) + Long.parseLong(this.completion);
			return both.substring(0, both.length() - 1) + ",\"" + totalName + "\":" + total + "}";
		}

		String as(String promptName, String completionName) {
			List<String> fields = new ArrayList<>();
			if (!this.prompt.isEmpty()) {
				fields.add("\"" + promptName + "\":" + this.prompt);
			}
			if (!this.completion.isEmpty()) {
				fields.add("\"" + completionName + "\":" + this.completion);
			}
			return "{" + String.join(",", fields) + "}";
		}

	}

}
