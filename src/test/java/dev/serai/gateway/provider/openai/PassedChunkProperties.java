package dev.serai.gateway.provider.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.SseReader;
import dev.serai.gateway.provider.StreamEvent;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream is passed on the same, and means the same, whether its plain chunks are passed
 * without being decoded or all are decoded.
 */
class PassedChunkProperties {

	private static final Path RECORDINGS = Path.of("../shared/recordings");

	/** Fields, of which those that come first are in most chunks. */
	private static final List<String> TOP = List.of("\"id\":\"c\"", "\"object\":\"chat.completion.chunk\"",
			"\"created\":1", "\"model\":\"m\"", "\"usage\":null", "\"obfuscation\":\"aZ9\"",
			"\"service_tier\":\"default\"", "\"system_fingerprint\":null", "\"p\":\"abcd\"", "\"p\":\"\"",
			"\"service_tier\":\"priority\"", "\"service_tier\":\"auto\"", "\"service_tier\":null", "\"provider\":\"x\"",
			"\"obfuscation\":\"\\u0041\\\\\"", "\"obfuscation\":7", "\"usage\" : null", "\"object\":\"chunk\"",
			"\"created\":1e400", "\"created\":-0.50", "\"created\":01", "\"x_groq\":{\"id\":\"r\"}", "\"error\":null",
			"\"error\":{\"message\":\"x\"}", "\"choices\":[]", "\"us\\u0061ge\":null",
			"\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}", "\"new\":[1,{\"a\":true}]",
			"\"id\":\"\u00e9\ud83d\ude00\"", "\"p\":\"\u20ac\"", "\"id\":{\"p\":\"abcd\"}");

	private static final List<String> CHOICE = List.of("\"finish_reason\":null", "\"logprobs\":null", "\"index\":0",
			"\"index\":1", "\"index\":12", "\"index\":-1", "\"index\":1.0", "\"finish_reason\":\"\"",
			"\"finish_reason\":\"stop\"", "\"finish_reason\":\"error\"", "\"native_finish_reason\":null",
			"\"native_finish_reason\":\"abort\"", "\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-0.5}]}",
			"\"logprobs\":{\"p\":\"abcd\",\"usage\":null}",
			"\"content_filter_results\":{\"hate\":{\"filtered\":false}}", "\"usage\":null",
			"\"error\":{\"message\":\"x\"}", "\"token_ids\":null", "\"new\":1");

	private static final List<String> DELTA = List.of("\"role\":\"assistant\"", "\"refusal\":null",
			"\"reasoning_content\":null", "\"tool_calls\":null", "\"reasoning_content\":\"hm\"", "\"refusal\":\"no\"",
			"\"content\":[{\"type\":\"text\",\"text\":\"a\"}]", "\"content\":7", "\"function_call\":null",
			"\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]",
			"\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}}]", "\"tool_calls\":[]", "\"new\":null",
			"\"audio\":null", "\"reasoning_details\":null", "\"role\":null", "\"role\":{}");

	private static final List<String> TEXTS = List.of("", "a", " word", "\u00e9\u20ac\ud83d\ude00",
			"\\n\\t\\\"\\\\\\/\\b\\f\\r", "\\u00e9\\ud83d\\ude00\\uD83D", "\u2028", "\ufffd", "data: [DONE]", "\u007f");

	private static final List<String> LINES = List.of("data: [DONE]\n\n", "data: \n\n", "event: error\n", ": ping\n\n",
			"event: message\n", "data: {\"choices\":[]}\n\n", "data: [1]\n\n");

	@Property(tries = 3_000)
	void shouldPassOnTheSameAndMeanTheSame(@ForAll("streams") List<String> stream, @ForAll long seed) {
		check(String.join("", stream).getBytes(StandardCharsets.UTF_8), new Random(seed));
	}

	/** Bytes that are no text become marks of replacement in both. */
	@Property(tries = 1_000)
	void shouldTreatBrokenBytesTheSame(@ForAll("streams") List<String> stream, @ForAll long seed) {
		Random random = new Random(seed);
		byte[] bytes = String.join("", stream).getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 3 && bytes.length > 0; i++) {
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
		}
		check(bytes, random);
	}

	/** Overlong forms, halves of surrogate pairs, beyond Unicode, cut short. */
	@Example
	void shouldTreatWhatIsNoUtf8TheSame() {
		String chunk = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
				+ "\"delta\":{\"content\":\"?\"}}]}\n\n";
		for (String bytes : List.of("\u00c0\u0080", "\u00e0\u0080\u00af", "\u00ed\u00a0\u0080",
				"\u00ed\u00a0\u00bd\u00ed\u00b8\u0080", "\u00f0\u0080\u0080\u00af", "\u00f4\u0090\u0080\u0080",
				"\u00f5\u0080\u0080\u0080", "\u00e2\u0082", "\u00ff", "\u0080", "\u00f0\u009f\u0098")) {
			check((chunk + chunk.replace("?", bytes)).getBytes(StandardCharsets.ISO_8859_1), new Random(1));
		}
	}

	@Example
	void shouldPassRecordingsOnTheSame() throws IOException {
		Assumptions.assumeTrue(Files.isDirectory(RECORDINGS), "No recordings at " + RECORDINGS);
		ObjectMapper mapper = new ObjectMapper();
		try (Stream<Path> files = Files.list(RECORDINGS)) {
			for (Path file : files.filter(name -> name.toString().endsWith(".json")).toList()) {
				JsonNode recording = mapper.readTree(file.toFile());
				if (recording.path("wire_format").asText().equals("sse")) {
					byte[] body = recording.at("/response/body").asText().getBytes(StandardCharsets.UTF_8);
					check(body, new Random(body.length));
				}
			}
		}
	}

	@Example
	void shouldPassTheUsualChunksOnWithoutDecoding() {
		OpenAiStreamDecoder decoder = new OpenAiStreamDecoder(OfferedTools.UNKNOWN);
		String chunk = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"service_tier\":\"default\","
				+ "\"system_fingerprint\":\"fp\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" a\\n\"},\"logprobs\":null,"
				+ "\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"xY\"}";
		decoder.decode(new StreamEvent("", chunk));
		StringBuilder text = new StringBuilder();
		byte[] passed = decoder.pass(new StreamEvent("", chunk), text);
		assertThat(passed).asString(StandardCharsets.UTF_8)
			.isEqualTo(chunk.replace(",\"usage\":null,\"obfuscation\":\"xY\"", ""));
		assertThat(text).hasToString(" a\n");
	}

	@Provide
	Arbitrary<List<String>> streams() {
		Arbitrary<String> chunk = Arbitraries.longs().map(seed -> chunk(new Random(seed)));
		return Arbitraries.frequencyOf(Tuple.of(12, chunk), Tuple.of(1, Arbitraries.of(LINES)))
			.list()
			.ofMinSize(1)
			.ofMaxSize(12);
	}

	private static String chunk(Random random) {
		String delta = object(random, DELTA, 2, "\"content\":\"" + any(random, TEXTS) + "\"");
		String index = "\"index\":" + (random.nextInt(6) == 0 ? 1 : 0);
		String choice = object(random, CHOICE, 2, index + ",\"delta\":" + delta);
		String choices = "[" + choice + (random.nextInt(15) == 0 ? "," + choice : "") + "]";
		String data = object(random, TOP, 6, "\"choices\":" + choices);
		if (random.nextInt(12) == 0) {
			data = data.replaceFirst(",", any(random, List.of(", ", " ,", "\ndata: ,", "\t,", ",,")));
		}
		return "data: " + data + any(random, List.of("", "", "", "", " ", "x")) + "\n\n";
	}

	/** Fields of which most are the usual ones, around one that must be. */
	private static String object(Random random, List<String> fields, int usual, String must) {
		List<String> members = new ArrayList<>();
		for (int i = 0; i < usual; i++) {
			if (random.nextInt(8) > 0) {
				members.add(fields.get(i));
			}
		}
		if (random.nextInt(3) == 0) {
			members.add(random.nextInt(members.size() + 1), any(random, fields));
		}
		members.add(random.nextInt(members.size() + 1), must);
		return "{" + String.join(",", members) + "}";
	}

	private static String any(Random random, List<String> values) {
		return values.get(random.nextInt(values.size()));
	}

	private static void check(byte[] stream, Random random) {
		Read decoded = new Read(false);
		decoded.feed(stream, () -> stream.length);
		Read passed = new Read(true);
		passed.feed(stream, () -> 1 + random.nextInt(random.nextBoolean() ? 40 : 2_000));
		assertThat(passed.said).isEqualTo(decoded.said);
		assertThat(passed.passedOn).isEqualTo(decoded.passedOn);
		assertThat(passed.text).hasToString(decoded.text.toString());
	}

	/** A stream as it is read. */
	private static final class Read {

		private final OpenAiStreamDecoder decoder = new OpenAiStreamDecoder(OfferedTools.UNKNOWN);

		private final boolean passing;

		private final List<Object> said = new ArrayList<>();

		private final List<String> passedOn = new ArrayList<>();

		private final StringBuilder text = new StringBuilder();

		Read(boolean passing) {
			this.passing = passing;
		}

		void feed(byte[] stream, IntSupplier sizes) {
			SseReader reader = new SseReader(1 << 20);
			try {
				int at = 0;
				while (at < stream.length) {
					int size = Math.min(sizes.getAsInt(), stream.length - at);
					byte[] piece = Arrays.copyOfRange(stream, at, at + size);
					reader.feed(piece, 0, size, this::take);
					Arrays.fill(piece, (byte) '#');
					at += size;
				}
				reader.end(this::take);
				this.decoder.end().forEach(this::note);
			}
			catch (ProviderFailure failure) {
				this.said.add(failure.kind() + ": " + failure.getMessage());
			}
		}

		private void take(StreamEvent event) {
			byte[] plain = this.passing ? this.decoder.pass(event, this.text) : null;
			if (plain != null) {
				this.passedOn.add(new String(plain, StandardCharsets.UTF_8));
				return;
			}
			this.decoder.decode(event).forEach(this::note);
			if (this.decoder.passedOn() != null) {
				this.passedOn.add(this.decoder.passedOn());
			}
		}

		private void note(ChatEvent event) {
			if (event instanceof ChatEvent.Text said) {
				this.text.append(said.text());
			}
			else if (event instanceof ChatEvent.Failed failed) {
				this.said.add(failed.failure().kind() + ": " + failed.failure().getMessage());
			}
			else {
				this.said.add(event);
			}
		}

	}

}
