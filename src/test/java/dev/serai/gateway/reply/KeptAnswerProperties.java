package dev.serai.gateway.reply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import dev.serai.gateway.cache.AnswerCodec;
import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.gateway.call.CacheWish;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.CallHeaders;
import dev.serai.gateway.call.ClientConnection;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Origin;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.endpoint.openai.ChatAnswerWriter;
import dev.serai.gateway.endpoint.openai.ChatStreamWriter;
import dev.serai.gateway.endpoint.openai.OpenAiChatFormat;
import dev.serai.gateway.guardrail.AnswerGuards;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.provider.PassingDecoder;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import dev.serai.gateway.provider.anthropic.AnthropicChat;
import dev.serai.gateway.provider.gemini.GeminiChat;
import dev.serai.gateway.provider.openai.OpenAiChat;
import dev.serai.gateway.reply.WireAnswers.Calls;
import dev.serai.gateway.reply.WireAnswers.Index;
import dev.serai.gateway.reply.WireAnswers.Reasoning;
import dev.serai.gateway.routing.PolicyReader;
import dev.serai.testing.AnyChat;
import dev.serai.testing.SaidAnswer;
import dev.serai.testing.SaidAnswer.Choice;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is kept is what was said: an answer is the same plain and guarded, from the
 * provider and from the cache, as a stream and whole, however a provider cuts it.
 */
class KeptAnswerProperties {

	private static final String POLICIES = """
			default: mine
			policies:
			  mine:
			    description: Mine
			    weights: { performance: 40, cost: 30, availability: 20, capability: 10 }
			    models: all
			guardrails:
			  people: { kind: pii, mode: redact }
			  keys: { kind: secrets, mode: block }
			  words: { kind: deny-list, mode: redact, words: [nowhere to be found], patterns: ['zz+\\d'] }
			guards: [people, keys, words]
			""";

	private static final OpenAiChat OPENAI = new OpenAiChat();

	private static final Guards GUARDS = guards();

	private static Guards guards() {
		try {
			Path directory = Files.createTempDirectory("serai-kept");
			Files.writeString(directory.resolve("policies.yaml"), POLICIES);
			return new Guards(PolicyReader.guards(ConfigFile.find(directory, "policies.yaml")), name -> null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Property(tries = 1000)
	void answersOfOpenAisDialectsStayTheSame(@ForAll long seed, @ForAll Reasoning reasoning, @ForAll Calls calls,
			@ForAll Index index) {
		WireAnswers wire = new WireAnswers(seed);
		List<Choice> choices = new ArrayList<>();
		List<List<String>> arguments = new ArrayList<>();
		Map<Integer, Choice> expected = new TreeMap<>();
		for (int i = 0; i <= Math.floorMod(seed, 2); i++) {
			arguments.add(new ArrayList<>());
			choices.add(wire.withArguments(wire.choice(reasoning.hasBlocks()), arguments.getLast()));
			expected.put(i, choices.getLast());
		}
		boolean repeats = calls == Calls.HEAD_REPEATED && index != Index.GIVEN;
		check(OPENAI, new SaidAnswer(expected),
				wire.openAiStream(choices, arguments, reasoning, repeats ? Calls.WHOLE : calls, index),
				wire.openAiWhole(choices, arguments, reasoning));
	}

	@Property(tries = 300)
	void answersOfAnthropicStayTheSame(@ForAll long seed) {
		WireAnswers wire = new WireAnswers(seed);
		List<String> arguments = new ArrayList<>();
		Choice made = wire.withArguments(wire.choice(true), arguments);
		Choice choice = new Choice(made.text(), "", made.reasoning(), made.blocks(), made.calls(), made.finish());
		check(new AnthropicChat(), new SaidAnswer(Map.of(0, choice)), wire.anthropicStream(choice),
				wire.anthropicWhole(choice));
	}

	@Property(tries = 300)
	void answersOfGeminiStayTheSame(@ForAll long seed) {
		WireAnswers wire = new WireAnswers(seed);
		ChatCodec gemini = new GeminiChat();
		var parts = wire.geminiParts();
		byte[] whole = WireAnswers.geminiWhole(parts);
		SaidAnswer expected = SaidAnswer.whole(new ChatAnswerWriter().whole("c1", 1, "m", gemini.decode(whole)));
		check(gemini, expected, wire.geminiStream(parts), whole);
	}

	private static void check(ChatCodec protocol, SaidAnswer expected, List<StreamEvent> stream, byte[] whole) {
		for (boolean guarded : new boolean[] { false, true }) {
			String what = guarded ? "guarded" : "plain";
			byte[] frames = frames(protocol, stream, guarded);
			same("stream, " + what, SaidAnswer.stream(text(frames)), expected);
			StoredAnswer ofStream = kept(true, frames);
			same("stream of a stream, " + what, SaidAnswer.stream(text(again(ofStream, true))), expected);
			same("whole of a stream, " + what, SaidAnswer.whole(again(ofStream, false)), expected);
			byte[] body = body(protocol, whole, guarded);
			same("whole, " + what, SaidAnswer.whole(body), expected);
			StoredAnswer ofWhole = kept(false, body);
			same("stream of a whole, " + what, SaidAnswer.stream(text(again(ofWhole, true))), expected);
			same("whole of a whole, " + what, SaidAnswer.whole(again(ofWhole, false)), expected);
		}
	}

	/** An only block without a signature may be told in details, too, or not. */
	private static void same(String what, SaidAnswer said, SaidAnswer expected) {
		boolean blocks = expected.choices().values().stream().anyMatch(choice -> !choice.blocks().isEmpty());
		if (blocks && expected.choices().size() == 1) {
			assertThat(said).as(what).isEqualTo(expected);
		}
		else {
			assertThat(said.withoutBlocks()).as(what).isEqualTo(expected.withoutBlocks());
		}
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/** As a stream is replied; its usage and end left out. */
	private static byte[] frames(ChatCodec protocol, List<StreamEvent> stream, boolean guarded) {
		StreamDecoder<ChatEvent> decoder = protocol.streamDecoder();
		ChatStreamWriter writer = new ChatStreamWriter("c1", 1, "m", false);
		AnswerGuards guards = guarded ? Objects.requireNonNull(GUARDS.answerGuards(call(true))) : null;
		ByteArrayOutputStream frames = new ByteArrayOutputStream();
		for (StreamEvent event : stream) {
			List<ChatEvent> events = decoder.decode(event);
			String passedOn = (decoder instanceof PassingDecoder<?> passing) ? passing.passedOn() : null;
			if (guards != null) {
				frames.writeBytes(writer.events(guards.pass(events)));
			}
			else {
				say(writer, passedOn, events, frames);
			}
		}
		List<ChatEvent> rest = decoder.end();
		frames.writeBytes(writer.events((guards != null) ? guards.pass(rest) : rest));
		if (guards != null) {
			frames.writeBytes(writer.events(guards.end()));
			assertThat(guards.isStopped()).isFalse();
		}
		return frames.toByteArray();
	}

	private static void say(ChatStreamWriter writer, String passedOn, List<ChatEvent> events,
			ByteArrayOutputStream frames) {
		if (passedOn != null) {
			writer.relay(passedOn.getBytes(StandardCharsets.UTF_8), frames);
		}
		else {
			writer.events(events, frames);
		}
	}

	private static byte[] body(ChatCodec protocol, byte[] whole, boolean guarded) {
		List<ChatEvent> events = protocol.decode(whole);
		if (guarded) {
			AnswerGuards guards = Objects.requireNonNull(GUARDS.answerGuards(call(false)));
			List<AnswerEvent> passed = new ArrayList<>(guards.pass(events));
			passed.addAll(guards.end());
			return new ChatAnswerWriter().whole("c1", 1, "m", passed);
		}
		return (protocol instanceof OpenAiChat same) ? same.passOn(whole, AnyChat.WHOLE)
				: new ChatAnswerWriter().whole("c1", 1, "m", events);
	}

	private static StoredAnswer kept(boolean streamed, byte[] body) {
		StoredAnswer answer = new StoredAnswer(streamed, body,
				new Origin("a/m", "a", "m", false, Usage.of(2, 1), Cost.ZERO));
		return Objects.requireNonNull(AnswerCodec.decode("name", AnswerCodec.encode("name", answer)));
	}

	private static byte[] again(StoredAnswer answer, boolean streamed) {
		return new StoredReplies(() -> 0).again(call(streamed), answer);
	}

	private static Call call(boolean stream) {
		Call call = new Call(new UUID(0, 0), Instant.EPOCH, 0,
				new CallHeaders(null, null, null, null, null, null, null, CacheWish.NONE, null, null),
				() -> new byte[0], ClientConnection.LASTING);
		call.speaks(new OpenAiChatFormat(body -> {
		}));
		call.asks(stream ? AnyChat.STREAMED : AnyChat.WHOLE);
		return call;
	}

}
