package dev.serai.gateway.cost;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.PriceList.Rates;
import dev.serai.gateway.cost.UsageCheck.Asked;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.serai.gateway.operation.TokenClass.AUDIO_OUTPUT;
import static dev.serai.gateway.operation.TokenClass.CACHE_READ;
import static dev.serai.gateway.operation.TokenClass.INPUT;
import static dev.serai.gateway.operation.TokenClass.OUTPUT;
import static dev.serai.gateway.operation.TokenClass.REASONING;
import static org.assertj.core.api.Assertions.assertThat;

class UsageCheckTest {

	private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");

	private static final int WINDOW = 128_000;

	private static final int MAX_OUTPUT = 16_384;

	private static final String PROSE = "The ferry leaves at noon, and nobody on the quay believes that. ".repeat(150);

	private static final long PROSE_TOKENS = TokenEstimate.counted().of(PROSE);

	private static final ChatRequest SHORT = request("Say something.", null, 1, Map.of());

	private static final long SHORT_TOKENS = TokenEstimate.counted().of(SHORT);

	private final UsageCheck check = new UsageCheck();

	@Test
	void figuresThatFitAreLeftAsTheyAre() {
		Usage told = Usage.builder().add(INPUT, 5).add(CACHE_READ, 6).add(OUTPUT, PROSE_TOKENS + 9).searches(1).build();
		assertThat(checked(told, SHORT, said(PROSE))).isSameAs(told);
	}

	@Test
	void withoutUsageBothSidesAreCounted() {
		Usage charged = checked(Usage.NONE, SHORT, said(PROSE));
		assertThat(charged).isEqualTo(Usage.builder()
			.add(INPUT, SHORT_TOKENS)
			.add(OUTPUT, PROSE_TOKENS)
			.estimated()
			.mark(UsageMark.INPUT_MISSING)
			.mark(UsageMark.OUTPUT_MISSING)
			.build());
	}

	@Test
	void aGoodFigureStaysWhenTheOtherIsBad() {
		Usage prompt = Usage.builder().add(INPUT, 3).add(CACHE_READ, 4).mark(UsageMark.OUTPUT_INVALID).build();
		Usage charged = checked(prompt, SHORT, said(PROSE));
		assertThat(charged.tokens(INPUT)).isEqualTo(3);
		assertThat(charged.tokens(CACHE_READ)).isEqualTo(4);
		assertThat(charged.output()).isEqualTo(PROSE_TOKENS);
		assertThat(charged.estimated()).isTrue();
		assertThat(charged.marks()).containsExactly(UsageMark.OUTPUT_INVALID);
		Usage completion = Usage.builder().add(OUTPUT, PROSE_TOKENS + 1).mark(UsageMark.INPUT_INVALID).build();
		charged = checked(completion, SHORT, said(PROSE));
		assertThat(charged.input()).isEqualTo(SHORT_TOKENS);
		assertThat(charged.output()).isEqualTo(PROSE_TOKENS + 1);
		assertThat(charged.marks()).containsExactly(UsageMark.INPUT_INVALID);
	}

	@Test
	void everythingThatAnswersCanHoldIsCounted() {
		OwnCount answer = answer(new ChatEvent.Text(0, PROSE), new ChatEvent.Text(1, PROSE),
				new ChatEvent.Refusal(0, PROSE), new ChatEvent.ReasoningText(0, 0, PROSE),
				new ChatEvent.ToolCallStarted(0, 0, "c", "weather", null), new ChatEvent.ToolCallArguments(0, 0, PROSE),
				new ChatEvent.OtherContent(0, PROSE, 64_000, 2));
		Usage charged = checked(Usage.of(10, 0), SHORT, answer);
		assertThat(charged.tokens(REASONING)).isEqualTo(PROSE_TOKENS);
		assertThat(charged.tokens(OUTPUT)).isBetween(5 * PROSE_TOKENS + 2_090, 5 * PROSE_TOKENS + 2_200);
	}

	@Test
	void audioIsCountedInItsOwnClassWhereThatHasAPrice() {
		OwnCount answer = answer(new ChatEvent.OtherContent(0, "Hello.", 64_000, 0));
		Deployment deployment = deployment(Set.of(), Deployments.rates(INPUT, "1", OUTPUT, "2", AUDIO_OUTPUT, "40"));
		Usage charged = this.check.checked(Usage.of(10, 0), new Asked(SHORT, 10, deployment, AT), answer, true);
		assertThat(charged.tokens(AUDIO_OUTPUT)).isEqualTo(101);
		assertThat(charged.tokens(OUTPUT)).isEqualTo(2);
	}

	@Test
	void anAnswerThatSaysNothingMayHaveNoOutput() {
		Usage told = Usage.builder().add(INPUT, 10).mark(UsageMark.OUTPUT_MISSING).build();
		assertThat(checked(told, SHORT, answer(new ChatEvent.Finished(0, ChatEvent.FinishReason.STOP))))
			.isEqualTo(Usage.of(10, 0));
		Usage thoughtOnly = Usage.builder().add(INPUT, 10).add(REASONING, 500).mark(UsageMark.OUTPUT_MISSING).build();
		assertThat(checked(thoughtOnly, SHORT, answer()).marks()).isEmpty();
	}

	@Test
	void thoughtsAloneDoNotPayForTheText() {
		Usage told = Usage.builder().add(INPUT, 10).add(REASONING, 5_000).mark(UsageMark.OUTPUT_MISSING).build();
		Usage charged = checked(told, SHORT, said(PROSE));
		assertThat(charged.tokens(REASONING)).isEqualTo(5_000);
		assertThat(charged.tokens(OUTPUT)).isEqualTo(PROSE_TOKENS);
	}

	@ParameterizedTest
	@CsvSource({ "1, true", "100, true", "700, false", "2000, false", "6000, false", "14000, true", "16000, true" })
	void aFigureFarFromTheOwnCountIsMarked(long output, boolean marked) {
		assertThat(PROSE_TOKENS).isBetween(1_500L, 2_800L);
		Usage charged = checked(Usage.of(10, output), SHORT, said(PROSE));
		assertThat(charged.marks().contains(UsageMark.OUTPUT_MISMATCH)).isEqualTo(marked);
		// Never less than what was written, never more than what was told.
		assertThat(charged.output()).isEqualTo((marked && output < PROSE_TOKENS) ? PROSE_TOKENS : output);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 20, 1_000 })
	void smallCallsAreNotMarked(long output) {
		Usage told = Usage.of(1_000, output);
		assertThat(checked(told, SHORT, said("All of it."))).isSameAs(told);
	}

	@ParameterizedTest
	@ValueSource(longs = { 50_000, 1_000_000_000 })
	void moreOutputThanTheModelCanGiveIsCapped(long output) {
		Usage charged = checked(Usage.of(10, output), SHORT, said("Hi."));
		assertThat(charged.output()).isEqualTo(MAX_OUTPUT);
		assertThat(charged.marks()).contains(UsageMark.OUTPUT_IMPOSSIBLE);
		assertThat(charged.estimated()).isTrue();
	}

	@Test
	void theModelsLimitIsTheBoundForEachChoice() {
		ChatRequest three = request("Say something.", 100, 3, Map.of());
		Usage told = Usage.builder().add(INPUT, 10).add(OUTPUT, 4 * MAX_OUTPUT).add(REASONING, 4 * MAX_OUTPUT).build();
		Usage charged = checked(told, three, said("Hi."));
		assertThat(charged.output()).isEqualTo(3L * MAX_OUTPUT);
		assertThat(charged.tokens(REASONING)).isEqualTo(3L * MAX_OUTPUT / 2);
	}

	@Test
	void moreThanTheCallsOwnLimitIsChargedAndMarkedUnlessItIsReasoning() {
		ChatRequest limited = request("Say something.", 100, 3, Map.of());
		assertThat(checked(Usage.of(10, 310), limited, said("Hi.")).marks()).isEmpty();
		Usage beyond = checked(Usage.of(10, 500), limited, said("Hi."));
		assertThat(beyond.output()).isEqualTo(500);
		assertThat(beyond.marks()).containsExactly(UsageMark.OUTPUT_MISMATCH);
		Usage thought = Usage.builder().add(INPUT, 10).add(OUTPUT, 10).add(REASONING, 4_000).build();
		assertThat(checked(thought, limited, said("Hi."))).isSameAs(thought);
	}

	@Test
	void aLimitThatTheProviderDidNotKeepIsNoBound() {
		ChatRequest limited = request("Say something.", 100, 1, Map.of());
		Usage told = Usage.of(10, PROSE_TOKENS + 5);
		assertThat(checked(told, limited, said(PROSE))).isSameAs(told);
	}

	@Test
	void hiddenReasoningIsNoReasonForAMark() {
		Deployment reasons = deployment(EnumSet.of(Capability.REASONING), Deployments.rates(INPUT, "1", OUTPUT, "2"));
		Asked asked = new Asked(SHORT, 10, reasons, AT);
		Usage split = Usage.builder().add(INPUT, 10).add(OUTPUT, 5).add(REASONING, 15_000).build();
		assertThat(this.check.checked(split, asked, said("Hi."), true)).isSameAs(split);
		Usage unsplit = Usage.of(10, 15_000);
		assertThat(this.check.checked(unsplit, asked, said("Hi."), true)).isSameAs(unsplit);
		Usage beside = Usage.builder().add(INPUT, 10).add(OUTPUT, 10_000).add(REASONING, 5).build();
		assertThat(this.check.checked(beside, asked, said("Hi."), true).marks())
			.containsExactly(UsageMark.OUTPUT_MISMATCH);
	}

	@Test
	void moreInputThanTheWindowIsNoCountOfThisCall() {
		Usage told = Usage.builder().add(INPUT, 9).add(CACHE_READ, 500_000).add(OUTPUT, 1).build();
		assertThat(checked(told, SHORT, said("Hi."))).isEqualTo(Usage.builder()
			.add(INPUT, SHORT_TOKENS)
			.add(OUTPUT, 1)
			.estimated()
			.mark(UsageMark.INPUT_IMPOSSIBLE)
			.build());
	}

	@Test
	void aWindowThatTheRequestItselfExceedsIsNoBound() {
		ChatRequest large = request(PROSE.repeat(80), null, 1, Map.of());
		Usage told = Usage.of(160_000, 1);
		assertThat(checked(told, large, said("Hi."))).isSameAs(told);
	}

	@Test
	void anInputFarAboveTheOwnCountIsChargedAndMarked() {
		assertThat(checked(Usage.of(8_000, 1), SHORT, said("Hi.")).marks()).isEmpty();
		Usage charged = checked(Usage.of(50_000, 1), SHORT, said("Hi."));
		assertThat(charged.input()).isEqualTo(50_000);
		assertThat(charged.marks()).containsExactly(UsageMark.INPUT_MISMATCH);
	}

	@Test
	void anInputFarBelowTheOwnCountIsChargedByTheOwnCount() {
		ChatRequest prompt = request(PROSE, null, 1, Map.of());
		Usage charged = checked(Usage.of(7, 1), prompt, said("Hi."));
		assertThat(charged.input()).isEqualTo(TokenEstimate.counted().of(prompt));
		assertThat(charged.marks()).containsExactly(UsageMark.INPUT_MISMATCH);
	}

	@Test
	void whatSeraiCannotSeeIsNoReasonForAMark() {
		Usage told = Usage.of(60_000, 1);
		ChatRequest searching = request("Say something.", null, 1,
				Map.of("web_search_options", JsonNodeFactory.instance.objectNode()));
		assertThat(checked(told, searching, said("Hi."))).isSameAs(told);
		Usage searched = Usage.builder().add(INPUT, 60_000).add(OUTPUT, 1).searches(2).build();
		assertThat(checked(searched, SHORT, said("Hi."))).isSameAs(searched);
		ChatRequest image = request(List.of(new Part.Text("What is it?"),
				new Part.Image(new Source.Url("https://example.com/a.png"), null)), null, 1, Map.of());
		assertThat(checked(told, image, said("Hi."))).isSameAs(told);
		Usage cheapImage = Usage.of(90, 1);
		assertThat(checked(cheapImage, image, said("Hi."))).isSameAs(cheapImage);
	}

	@Test
	void anAnswerThatWasCutIsCountedWithoutAMark() {
		Asked asked = asked(SHORT);
		Usage nothing = this.check.checked(Usage.NONE, asked, said(PROSE), false);
		assertThat(nothing)
			.isEqualTo(Usage.builder().add(INPUT, SHORT_TOKENS).add(OUTPUT, PROSE_TOKENS).estimated().build());
		Usage begun = this.check.checked(Usage.of(10, 1), asked, said(PROSE), false);
		assertThat(begun).isEqualTo(Usage.builder().add(INPUT, 10).add(OUTPUT, PROSE_TOKENS).estimated().build());
		Usage known = Usage.of(10, PROSE_TOKENS + 1);
		assertThat(this.check.checked(known, asked, said(PROSE), false)).isSameAs(known);
	}

	@Property(tries = 300)
	void theChargeIsNeverFarBelowTheOwnCountNorBeyondWhatIsPossible(@ForAll @LongRange(max = 1_000_000_000) long input,
			@ForAll @LongRange(max = 1_000_000_000) long output, @ForAll @StringLength(max = 5_000) String text,
			@ForAll @IntRange(min = 1, max = 20_000) int most) {
		ChatRequest asking = request("Say something.", most, 1, Map.of());
		OwnCount answer = said(text);
		Usage charged = checked(Usage.of(input, output), asking, answer);
		long own = TokenEstimate.counted().of(text);
		assertThat(charged.output() * 4 + 64).isGreaterThanOrEqualTo(Math.min(own, TokenEstimate.rough().of(text)));
		assertThat(charged.output()).isLessThanOrEqualTo(Math.max(own + own / 3, MAX_OUTPUT + MAX_OUTPUT / 10) + 64);
		boolean beyond = charged.output() > Math.max(own + own / 3, most + most / 10) + 64;
		assertThat(!beyond || !charged.marks().isEmpty()).isTrue();
		assertThat(charged.input()).isBetween(1L, (long) WINDOW);
		boolean changed = charged.input() != input || charged.output() != output;
		assertThat(!changed || charged.estimated()).isTrue();
		PriceStatus status = new Pricer().price(asked(asking).deployment(), charged, null, AT).status();
		assertThat(status)
			.isEqualTo((charged.estimated() || !charged.marks().isEmpty()) ? PriceStatus.ESTIMATED : PriceStatus.KNOWN);
	}

	private Usage checked(Usage told, ChatRequest request, OwnCount answer) {
		return this.check.checked(told, asked(request), answer, true);
	}

	private static Asked asked(ChatRequest request) {
		return new Asked(request, TokenEstimate.rough().of(request),
				deployment(Set.of(), Deployments.rates(INPUT, "1", OUTPUT, "2")), AT);
	}

	private static Deployment deployment(Set<Capability> features, Rates rates) {
		Deployment plain = Deployments.priced(Deployments.list(rates));
		Model model = new Model("m", Set.of(), WINDOW, MAX_OUTPUT, plain.model().inputs(), features, 0.5);
		return new Deployment(plain.id(), plain.provider(), model, "m", plain.prices());
	}

	private static OwnCount said(String text) {
		return answer(new ChatEvent.Text(0, text));
	}

	private static OwnCount answer(ChatEvent... events) {
		OwnCount count = new OwnCount();
		List.of(events).forEach(event -> event.measure(count));
		return count;
	}

	private static ChatRequest request(String text, @Nullable Integer most, int choices, Map<String, JsonNode> extras) {
		return request(List.of(new Part.Text(text)), most, choices, extras);
	}

	private static ChatRequest request(List<Part> parts, @Nullable Integer most, int choices,
			Map<String, JsonNode> extras) {
		return new ChatRequest("m", List.of(new Message.User(parts, null)), List.of(), null, null,
				new ChatRequest.OutputFormat.Text(), new ChatRequest.Sampling(null, null, null, List.of(), null, null),
				most, choices, null, false, false, null, extras);
	}

}
