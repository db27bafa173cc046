package dev.serai.replay;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.replay.Expectation.Problem;
import dev.serai.replay.Said.CallParts;
import org.jspecify.annotations.Nullable;

/** Reads recorded answers of chat completions, in all dialects that were recorded. */
final class OpenAiRecorded {

	private final Map<Integer, Said> said = new TreeMap<>();

	private @Nullable Tokens tokens;

	private @Nullable Problem error;

	static Expectation read(Recording recording) {
		OpenAiRecorded reader = new OpenAiRecorded();
		for (JsonNode part : recording.parts()) {
			reader.part(part);
		}
		return new Expectation(Said.choices(reader.said), reader.tokens, reader.error);
	}

	private void part(JsonNode part) {
		for (JsonNode usage : new JsonNode[] { part.at("/x_groq/usage"), part.path("usage") }) {
			this.tokens = usage.isObject() ? tokens(usage) : this.tokens;
		}
		if (part.path("error").isObject()) {
			JsonNode error = part.path("error");
			int status = error.path("status").asInt(error.path("status_code").asInt(error.path("code").asInt()));
			this.error = Problem.of(status, part);
		}
		else if (this.error == null) {
			part.path("choices").forEach(this::choice);
		}
	}

	private void choice(JsonNode choice) {
		Said into = this.said.computeIfAbsent(choice.path("index").asInt(), i -> new Said());
		JsonNode message = choice.has("message") ? choice.path("message") : choice.path("delta");
		content(message.path("content"), into);
		into.refusal.append(message.path("refusal").asText(""));
		into.reasoning.append(text(message.path("reasoning_content"), message.path("reasoning")));
		for (JsonNode detail : message.path("reasoning_details")) {
			seal(detail.path("signature"), into);
			seal(detail.path("data"), into);
		}
		int position = 0;
		for (JsonNode call : message.path("tool_calls")) {
			call(call, position++, choice.has("message"), into);
		}
		if (choice.path("finish_reason").isTextual()) {
			into.finish = choice.path("finish_reason").asText();
		}
	}

	private static String text(JsonNode first, JsonNode second) {
		return first.isTextual() ? first.asText() : second.isTextual() ? second.asText() : "";
	}

	private static void content(JsonNode content, Said into) {
		if (content.isTextual()) {
			into.text.append(content.asText());
		}
		for (JsonNode part : content) {
			into.text.append(part.path("text").asText(""));
			part.path("thinking").forEach(thought -> into.reasoning.append(thought.path("text").asText("")));
		}
	}

	private static void seal(JsonNode seal, Said into) {
		if (seal.isTextual()) {
			into.seals.add(seal.asText());
		}
	}

	/** Whole calls are told apart by their place, fragments by their index. */
	private static void call(JsonNode call, int position, boolean whole, Said into) {
		int index = (whole || !call.has("index")) ? position : call.path("index").asInt();
		CallParts parts = into.call(index);
		parts.id += call.path("id").asText("");
		parts.name += call.at("/function/name").asText("");
		parts.arguments.append(call.at("/function/arguments").asText(""));
		parts.seal += call.at("/extra_content/google/thought_signature").asText("");
	}

	private static Tokens tokens(JsonNode usage) {
		long prompt = usage.path("prompt_tokens").asLong();
		long completion = usage.path("completion_tokens").asLong();
		JsonNode in = usage.path("prompt_tokens_details");
		JsonNode out = usage.path("completion_tokens_details");
		long cached = in.path("cached_tokens").asLong();
		for (String dialect : List.of("prompt_cache_hit_tokens", "cached_tokens", "num_cached_tokens")) {
			cached = Math.max(cached, usage.path(dialect).asLong());
		}
		// The sum of input is the provider's prompt_tokens, whatever parts it tells of.
		cached = Math.min(prompt, cached);
		long written = Math.min(prompt - cached, in.path("cache_write_tokens").asLong());
		long audioIn = in.path("audio_tokens").asLong();
		long audioOut = out.path("audio_tokens").asLong();
		long beside = usage.path("total_tokens").asLong(prompt + completion) - prompt - completion;
		// What the total has beyond both is reasoning that completion_tokens leaves out.
		long all = completion + Math.max(0, beside);
		long reasoning = (beside > 0) ? beside : Math.min(completion, out.path("reasoning_tokens").asLong());
		long searches = usage.path("num_sources_used").asLong();
		return new Tokens(prompt - cached - written - audioIn, cached, written, 0, audioIn, all - reasoning - audioOut,
				reasoning, audioOut, 0, searches);
	}

}
