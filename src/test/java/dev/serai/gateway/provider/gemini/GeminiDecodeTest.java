package dev.serai.gateway.provider.gemini;

import java.util.List;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.serai.gateway.provider.gemini.GeminiFixtures.PROTOCOL;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.decoded;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class GeminiDecodeTest {

	@Test
	void readsAWholeAnswer() {
		assertThat(decoded(quoted("""
				{'candidates':[{'content':{'role':'model','parts':[
				  {'text':'Let me see.','thought':true},{'text':'Noon.','thoughtSignature':'c2ln'}]},
				  'finishReason':'STOP','index':0}],
				 'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':3,'thoughtsTokenCount':4,
				  'totalTokenCount':16},'modelVersion':'gemini-x','responseId':'r1'}"""))).containsExactly(
				new ChatEvent.Started("r1", "gemini-x"), new ChatEvent.ReasoningText(0, 0, "Let me see."),
				new ChatEvent.Text(0, "Noon."), new ChatEvent.ReasoningSignature(0, 1, "c2ln", "google-gemini-v1"),
				new ChatEvent.Finished(0, FinishReason.STOP),
				new ChatEvent.Used(Usage.builder()
					.add(TokenClass.INPUT, 9)
					.add(TokenClass.OUTPUT, 3)
					.add(TokenClass.REASONING, 4)
					.build()));
	}

	@Test
	void keepsTheProvidersCallIdAndSignatureAndInventsUniqueIdsElsewhere() {
		List<ChatEvent> events = decoded(answer("""
				{'functionCall':{'name':'a','args':{'x':1.50},'id':'g7'},'thoughtSignature':'c2ln'},
				{'functionCall':{'name':'b'}},{'functionCall':{'name':'b','args':{}}}""", "STOP"));
		List<ChatEvent.ToolCallStarted> calls = of(ChatEvent.ToolCallStarted.class, events);
		assertThat(calls.getFirst()).isEqualTo(new ChatEvent.ToolCallStarted(0, 0, "g7", "a", "c2ln"));
		assertThat(calls).extracting(ChatEvent.ToolCallStarted::index).containsExactly(0, 1, 2);
		assertThat(calls).extracting(ChatEvent.ToolCallStarted::id).doesNotHaveDuplicates().doesNotContain("");
		assertThat(of(ChatEvent.ToolCallArguments.class, events)).extracting(ChatEvent.ToolCallArguments::fragment)
			.containsExactly("{\"x\":1.50}", "{}", "{}");
		assertThat(of(ChatEvent.Finished.class, events))
			.containsExactly(new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));
	}

	@ParameterizedTest
	@CsvSource({ "STOP,STOP", "MAX_TOKENS,LENGTH", "SAFETY,CONTENT_FILTER", "RECITATION,CONTENT_FILTER",
			"BLOCKLIST,CONTENT_FILTER", "PROHIBITED_CONTENT,CONTENT_FILTER", "SPII,CONTENT_FILTER",
			"MODEL_ARMOR,CONTENT_FILTER", "IMAGE_SAFETY,CONTENT_FILTER" })
	void mapsWhyAnAnswerEnded(String reason, FinishReason expected) {
		assertThat(of(ChatEvent.Finished.class, decoded(answer("{'text':'Hi'}", reason))))
			.containsExactly(new ChatEvent.Finished(0, expected));
	}

	@ParameterizedTest
	@ValueSource(strings = { "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MALFORMED_RESPONSE", "OTHER", "NEW" })
	void takesAnAnswerThatDidNotEndForNone(String reason) {
		assertThat(refused(answer("", reason)).kind()).isEqualTo(Kind.UNFINISHED);
		assertThat(refused(answer("{'text':'Hi'}", reason)).kind()).isEqualTo(Kind.UNFINISHED);
		StreamDecoder<ChatEvent> decoder = PROTOCOL.streamDecoder();
		decoder.decode(new StreamEvent("", answer("", reason)));
		assertThat(of(ChatEvent.Failed.class, decoder.end())).singleElement()
			.satisfies(failed -> assertThat(failed.failure().getMessage()).contains(reason));
	}

	@Test
	void readsACandidateWithoutContent() {
		assertThat(decoded(quoted("{'candidates':[{'content':{},'finishReason':'MAX_TOKENS'}]}")))
			.contains(new ChatEvent.Finished(0, FinishReason.LENGTH));
	}

	@Test
	void tellsThatThePromptWasBlocked() {
		assertThat(decoded(quoted("{'promptFeedback':{'blockReason':'SAFETY'},'responseId':'r1'}"))).containsExactly(
				new ChatEvent.Started("r1", ""), new ChatEvent.Refusal(0, "Gemini blocked the prompt: SAFETY"),
				new ChatEvent.Finished(0, FinishReason.CONTENT_FILTER));
	}

	@Test
	void numbersSeveralCandidatesWithAndWithoutIndex() {
		assertThat(decoded(quoted("""
				{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'},
				 {'content':{'parts':[{'text':'b'}]},'finishReason':'MAX_TOKENS','index':1}]}"""))).containsSubsequence(
				new ChatEvent.Text(0, "a"), new ChatEvent.Text(1, "b"), new ChatEvent.Finished(0, FinishReason.STOP),
				new ChatEvent.Finished(1, FinishReason.LENGTH));
	}

	@Test
	void tellsThatThereIsContentWithoutANeutralForm() {
		assertThat(of(ChatEvent.OtherContent.class,
				decoded(answer("{'inlineData':{'mimeType':'image/png','data':'aW1n'}},{'text':''},{}", "STOP"))))
			.hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "[]", "[1]", "\"x\"", "{}", "{\"candidates\":[]}",
			"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"cut\"}]}}]}", "{\"candidates\":[" })
	void takesWhatIsNoAnswerForMalformed(String body) {
		assertThat(refused(body).kind()).isEqualTo(Kind.MALFORMED);
	}

	@Test
	void takesAnErrorUnderA200ForTheFailureThatItTells() {
		ProviderFailure failure = refused(
				quoted("{'error':{'code':503,'message':'The model is overloaded','status':'UNAVAILABLE'}}"));
		assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
		assertThat(failure.status()).isEqualTo(503);
	}

	@Test
	void makesUsageDisjoint() {
		Usage usage = of(ChatEvent.Used.class, decoded(quoted("""
				{'candidates':[{'finishReason':'STOP'}],'usageMetadata':{
				 'promptTokenCount':1000,'cachedContentTokenCount':600,'toolUsePromptTokenCount':30,
				 'promptTokensDetails':[{'modality':'TEXT','tokenCount':500},{'modality':'IMAGE','tokenCount':200},
				  {'modality':'AUDIO','tokenCount':300}],
				 'cacheTokensDetails':[{'modality':'AUDIO','tokenCount':100},{'modality':'TEXT','tokenCount':500}],
				 'candidatesTokenCount':90,'candidatesTokensDetails':[{'modality':'AUDIO','tokenCount':50},
				  {'modality':'IMAGE','tokenCount':10}],'thoughtsTokenCount':7}}"""))).getFirst().usage();
		assertThat(usage).isEqualTo(Usage.builder()
			.add(TokenClass.INPUT, 1000 - 600 - 200 + 30)
			.add(TokenClass.CACHE_READ, 600)
			.add(TokenClass.AUDIO_INPUT, 200)
			.add(TokenClass.OUTPUT, 30)
			.add(TokenClass.AUDIO_OUTPUT, 50)
			.add(TokenClass.IMAGE_OUTPUT, 10)
			.add(TokenClass.REASONING, 7)
			.build());
	}

	@Test
	void readsAStreamChunkByChunk() {
		StreamDecoder<ChatEvent> decoder = PROTOCOL.streamDecoder();
		assertThat(chunk(decoder, "{'text':'Think','thought':true}", "", 0))
			.containsExactly(new ChatEvent.Started("r1", "m"), new ChatEvent.ReasoningText(0, 0, "Think"), used(5, 0));
		assertThat(chunk(decoder, "{'text':' hard','thought':true}", "", 0))
			.containsExactly(new ChatEvent.ReasoningText(0, 0, " hard"));
		assertThat(chunk(decoder, "{'functionCall':{'name':'a','id':'1'}}", "", 2)).containsExactly(
				new ChatEvent.ToolCallStarted(0, 0, "1", "a", null), new ChatEvent.ToolCallArguments(0, 0, "{}"),
				used(5, 2));
		assertThat(chunk(decoder, "{'functionCall':{'name':'a','id':'2'}}", "STOP", 4)).containsExactly(
				new ChatEvent.ToolCallStarted(0, 1, "2", "a", null), new ChatEvent.ToolCallArguments(0, 1, "{}"),
				used(5, 4));
		assertThat(chunk(decoder, "{'text':'','thoughtSignature':'c2ln'}", "", 4))
			.containsExactly(new ChatEvent.ReasoningSignature(0, 1, "c2ln", "google-gemini-v1"));
		assertThat(decoder.end()).containsExactly(new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));
	}

	@Test
	void takesAStreamThatEndsBeforeAllChoicesDoForBroken() {
		StreamDecoder<ChatEvent> decoder = PROTOCOL.streamDecoder();
		chunk(decoder, "{'text':'a'}", "", 1);
		assertThat(catchThrowableOfType(ProviderFailure.class, decoder::end).kind()).isEqualTo(Kind.BROKEN);
		StreamDecoder<ChatEvent> empty = PROTOCOL.streamDecoder();
		assertThat(catchThrowableOfType(ProviderFailure.class, empty::end).kind()).isEqualTo(Kind.BROKEN);
	}

	@Test
	void takesAnEventThatIsNotJsonForMalformed() {
		StreamDecoder<ChatEvent> decoder = PROTOCOL.streamDecoder();
		assertThat(decoder.decode(new StreamEvent("", ""))).isEmpty();
		ProviderFailure failure = catchThrowableOfType(ProviderFailure.class,
				() -> decoder.decode(new StreamEvent("", "{\"candidates\":")));
		assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
	}

	@Test
	void endsAStreamWithTheErrorThatItHolds() {
		StreamDecoder<ChatEvent> decoder = PROTOCOL.streamDecoder();
		chunk(decoder, "{'text':'a'}", "", 1);
		List<ChatEvent> events = decoder.decode(new StreamEvent("",
				quoted("{'error':{'code':429,'message':'Slow down','status':'RESOURCE_EXHAUSTED'}}")));
		assertThat(of(ChatEvent.Failed.class, events)).singleElement()
			.satisfies(failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.RATE_LIMITED));
		assertThat(chunk(decoder, "{'text':'b'}", "STOP", 1)).isEmpty();
		assertThat(decoder.end()).isEmpty();
	}

	private static List<ChatEvent> chunk(StreamDecoder<ChatEvent> decoder, String parts, String reason, int output) {
		String finish = reason.isEmpty() ? "" : ",'finishReason':'" + reason + "'";
		return decoder.decode(new StreamEvent("",
				quoted("{'candidates':[{'content':{'parts':[" + parts + "]}" + finish
						+ "}],'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':" + output
						+ "},'modelVersion':'m','responseId':'r1'}")));
	}

	private static String answer(String parts, String reason) {
		return quoted("{'candidates':[{'content':{'parts':[" + parts + "]},'finishReason':'" + reason + "'}]}");
	}

	private static ChatEvent used(long input, long output) {
		return new ChatEvent.Used(Usage.of(input, output));
	}

	private static ProviderFailure refused(String body) {
		return catchThrowableOfType(ProviderFailure.class, () -> decoded(body));
	}

	private static <E extends ChatEvent> List<E> of(Class<E> kind, List<ChatEvent> events) {
		return events.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

}
