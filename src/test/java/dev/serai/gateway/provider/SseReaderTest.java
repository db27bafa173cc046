package dev.serai.gateway.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.serai.gateway.operation.ProviderFailure;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SseReaderTest {

	@Example
	void shouldTakeEveryLineEnd() {
		Event event = new Event("", "a");
		assertThat(read("data: a\n\ndata: a\r\n\r\ndata: a\r\rdata: a\n\r\n")).containsExactly(event, event, event,
				event);
	}

	@Example
	void shouldJoinDataLinesAndKeepTheName() {
		assertThat(read("event: error\ndata: a\ndata:b\ndata:  c\ndata\n\n"))
			.containsExactly(new Event("error", "a\nb\n c\n"));
	}

	@Example
	void shouldSkipWhatIsNoData() {
		assertThat(read("\uFEFF: comment\n\n:\nid: 5\nretry: 9\nother\nevent: lost\n\ndata: a\n\n\n\n"))
			.containsExactly(new Event("", "a"));
	}

	@Example
	void shouldGiveAnEmptyDataLine() {
		assertThat(read("data\n\n")).containsExactly(new Event("", ""));
	}

	@Example
	void shouldKeepEscapedLineEndsWithinTheData() {
		String data = "{\"content\":\"\\n\\ndata: [DONE]\\n\\n\"}";
		assertThat(read("data: " + data + "\n\n")).containsExactly(new Event("", data));
	}

	@Example
	void shouldGiveAnUnfinishedEventOnlyWhenItIsWhole() {
		assertThat(read("data: [DONE]")).containsExactly(new Event("", "[DONE]"));
		assertThat(read("data: [DONE]\n")).containsExactly(new Event("", "[DONE]"));
		assertThat(read("data: {\"a\":[1]}")).containsExactly(new Event("", "{\"a\":[1]}"));
		assertThat(read("data: {\"a\":[1]")).isEmpty();
		assertThat(read("data: {\"a\":\"x")).isEmpty();
		assertThat(read("data: {\"a\":1}}")).isEmpty();
		assertThat(read("data: [DO")).isEmpty();
		assertThat(read("data: 12")).isEmpty();
		assertThat(read("data: {}\ndata: {")).isEmpty();
	}

	@Example
	void shouldRefuseEventsThatAreTooLong() {
		assertThat(refusal("data: " + "x".repeat(2_000))).isEqualTo(ProviderFailure.Kind.TOO_LARGE);
		assertThat(refusal("data: x\n".repeat(1_000))).isEqualTo(ProviderFailure.Kind.TOO_LARGE);
		assertThat(refusal(":" + "x".repeat(2_000) + "\n")).isEqualTo(ProviderFailure.Kind.TOO_LARGE);
	}

	@Example
	void shouldTakeManyEventsWithinTheLimit() {
		assertThat(read("data: xxxxxxxxxx\n\n".repeat(1_000))).hasSize(1_000);
	}

	@Example
	void shouldTakeALongEvent() {
		String text = "\u20ac".repeat(1_000_000);
		List<Event> events = new ArrayList<>();
		SseReader reader = new SseReader(8_000_000);
		byte[] bytes = ("data: " + text + "\n\ndata: b\n\n").getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < bytes.length; i += 8_191) {
			reader.feed(bytes, i, Math.min(8_191, bytes.length - i), adding(events));
		}
		assertThat(events).containsExactly(new Event("", text), new Event("", "b"));
	}

	@Property(tries = 2_000)
	void shouldNotMindWhereTheBytesAreCut(@ForAll("streams") String stream,
			@ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 7) Integer> sizes) {
		byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
		List<Event> events = new ArrayList<>();
		SseReader reader = new SseReader(1_000_000);
		int at = 0;
		for (int i = 0; at < bytes.length; i++) {
			int length = Math.min(sizes.get(i % sizes.size()), bytes.length - at);
			reader.feed(bytes, at, length, adding(events));
			at += length;
		}
		reader.end(adding(events));
		assertThat(events).isEqualTo(read(stream));
	}

	@Provide
	Arbitrary<String> streams() {
		return Arbitraries
			.of("data: ", "data:", "event: e", ": c", "\n", "\r", "\r\n", "\n\n", "{\"a\":1}", "[DONE]", "\u20ac",
					"\uD83D\uDE00", "\uFEFF", "x", ":")
			.list()
			.ofMaxSize(25)
			.map(parts -> String.join("", parts));
	}

	private static List<Event> read(String stream) {
		return read(stream, 1_000_000);
	}

	private static List<Event> read(String stream, int limit) {
		List<Event> events = new ArrayList<>();
		SseReader reader = new SseReader(limit);
		byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
		reader.feed(bytes, 0, bytes.length, adding(events));
		reader.end(adding(events));
		return events;
	}

	private static ProviderFailure.Kind refusal(String stream) {
		return catchThrowableOfType(ProviderFailure.class, () -> read(stream, 1_000)).kind();
	}

	private static Consumer<StreamEvent> adding(List<Event> events) {
		return event -> events.add(new Event(event.name(), event.data()));
	}

	private record Event(String name, String data) {
	}

}
