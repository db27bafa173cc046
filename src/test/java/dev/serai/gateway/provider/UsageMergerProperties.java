package dev.serai.gateway.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Usage means the same however a provider spreads it over objects. */
class UsageMergerProperties {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final List<String> NAMES = List.of("prompt_tokens", "completion_tokens", "total_tokens",
			"cached_tokens", "toolUsePromptTokenCount");

	@Property(tries = 500)
	void partsInAnyOrderSayWhatTheWholeSays(@ForAll("usages") ObjectNode whole, @ForAll("parts") List<Integer> parts) {
		List<ObjectNode> objects = new ArrayList<>();
		parts.forEach(part -> objects.add(JSON.objectNode()));
		List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(whole.properties());
		for (int i = 0; i < fields.size(); i++) {
			// Each field is in one object at least, and null or absent in the others.
			objects.get(i % objects.size()).set(fields.get(i).getKey(), fields.get(i).getValue());
			ObjectNode other = objects.get(parts.get(i % parts.size()) % objects.size());
			if (!other.has(fields.get(i).getKey())) {
				other.putNull(fields.get(i).getKey());
			}
		}
		UsageMerger merger = merged(objects);
		assertThat(merger.figures()).isEqualTo(merged(List.of(whole)).figures());
		assertThat(merger.shrank()).isFalse();
	}

	@Property(tries = 500)
	void noCountEverDecreasesAndWhatIsAboveTheLastWordIsTold(@ForAll("sequences") List<ObjectNode> sequence) {
		UsageMerger merger = new UsageMerger();
		for (ObjectNode usage : sequence) {
			ObjectNode before = merger.figures().deepCopy();
			merger.add(usage);
			NAMES.forEach(name -> assertThat(merger.figures().path(name).asLong())
				.isGreaterThanOrEqualTo(before.path(name).asLong()));
		}
		boolean above = false;
		for (String name : NAMES) {
			long largest = sequence.stream().mapToLong(usage -> usage.path(name).asLong()).max().orElse(0);
			long last = sequence.stream()
				.filter(usage -> usage.has(name))
				.mapToLong(usage -> usage.path(name).asLong())
				.reduce(0, (first, second) -> second);
			assertThat(merger.figures().path(name).asLong()).isEqualTo(largest);
			above |= largest > last;
		}
		assertThat(merger.shrank()).isEqualTo(above);
	}

	@Property(tries = 200)
	void nothingThatIsNoCountTakesThePlaceOfOne(@ForAll("usages") ObjectNode whole,
			@ForAll("nonsense") JsonNode nonsense) {
		UsageMerger merger = merged(List.of(whole));
		ObjectNode before = merger.figures().deepCopy();
		ObjectNode later = JSON.objectNode();
		NAMES.stream().filter(whole::has).forEach(name -> later.set(name, nonsense));
		merger.add(later);
		assertThat(merger.figures()).isEqualTo(before);
	}

	private static UsageMerger merged(List<ObjectNode> objects) {
		UsageMerger merger = new UsageMerger();
		objects.forEach(merger::add);
		return merger;
	}

	@Provide
	Arbitrary<ObjectNode> usages() {
		Arbitrary<ObjectNode> details = Arbitraries
			.maps(Arbitraries.of("reasoning_tokens", "audio_tokens", "ephemeral_1h_input_tokens"), counts())
			.map(UsageMergerProperties::object);
		Arbitrary<JsonNode> modalities = Arbitraries.maps(Arbitraries.of("TEXT", "AUDIO", "IMAGE"), counts())
			.map(byModality -> {
				var list = JSON.arrayNode();
				byModality
					.forEach((modality, count) -> list.addObject().put("modality", modality).put("tokenCount", count));
				return list;
			});
		return Combinators.combine(flat(), details, modalities, Arbitraries.of("standard", "priority"))
			.as((usage, split, list, tier) -> {
				usage.set("details", split);
				usage.set("promptTokensDetails", list);
				return usage.put("service_tier", tier).put("cost", 0.25);
			});
	}

	@Provide
	Arbitrary<List<ObjectNode>> sequences() {
		return flat().list().ofMinSize(1).ofMaxSize(6);
	}

	@Provide
	Arbitrary<List<Integer>> parts() {
		return Arbitraries.integers().between(0, 50).list().ofMinSize(1).ofMaxSize(5);
	}

	@Provide
	Arbitrary<JsonNode> nonsense() {
		return Arbitraries.of(JSON.textNode("many"), JSON.numberNode(-1), JSON.numberNode(1.5), JSON.booleanNode(true),
				JSON.numberNode(Long.MAX_VALUE), JSON.objectNode(), JSON.arrayNode(), JSON.nullNode());
	}

	private static Arbitrary<ObjectNode> flat() {
		return Arbitraries.maps(Arbitraries.of(NAMES), counts()).map(UsageMergerProperties::object);
	}

	private static ObjectNode object(Map<String, Long> counts) {
		ObjectNode object = JSON.objectNode();
		counts.forEach(object::put);
		return object;
	}

	private static Arbitrary<Long> counts() {
		return Arbitraries.longs().between(0, 1_000);
	}

}
