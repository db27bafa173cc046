package dev.serai.gateway.provider.openai;

import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UsageReaderTest {

	@Test
	void shouldSplitOpenAisFiguresIntoDisjointClasses() {
		assertThat(read("""
				{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150,
				'prompt_tokens_details':{'cached_tokens':60,'audio_tokens':10,'cache_write_tokens':5},
				'completion_tokens_details':{'reasoning_tokens':20,'audio_tokens':4}}""")).isEqualTo(Usage.builder()
			.add(TokenClass.INPUT, 25)
			.add(TokenClass.CACHE_READ, 60)
			.add(TokenClass.CACHE_WRITE_5M, 5)
			.add(TokenClass.AUDIO_INPUT, 10)
			.add(TokenClass.OUTPUT, 26)
			.add(TokenClass.REASONING, 20)
			.add(TokenClass.AUDIO_OUTPUT, 4)
			.build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "'prompt_cache_hit_tokens':40", "'num_cached_tokens':40", "'cached_tokens':40",
			"'prompt_tokens_details':{'cached_tokens':40},'prompt_cache_hit_tokens':40" })
	void shouldFindCachedTokensInEachDialect(String cached) {
		assertThat(read("{'prompt_tokens':100,'completion_tokens':1," + cached + "}")).isEqualTo(Usage.builder()
			.add(TokenClass.INPUT, 60)
			.add(TokenClass.CACHE_READ, 40)
			.add(TokenClass.OUTPUT, 1)
			.build());
	}

	@Test
	void shouldAddReasoningThatStandsBesideTheCompletion() {
		Usage usage = read("""
				{'prompt_tokens':10,'completion_tokens':5,'total_tokens':45,
				'completion_tokens_details':{'reasoning_tokens':30}}""");
		assertThat(usage.tokens(TokenClass.OUTPUT)).isEqualTo(5);
		assertThat(usage.tokens(TokenClass.REASONING)).isEqualTo(30);
	}

	@Test
	void shouldTakeTheTotalsSurplusForReasoning() {
		Usage usage = read("{'prompt_tokens':66,'completion_tokens':6,'total_tokens':100}");
		assertThat(usage.tokens(TokenClass.OUTPUT)).isEqualTo(6);
		assertThat(usage.tokens(TokenClass.REASONING)).isEqualTo(28);
	}

	@Test
	void shouldNeverCountMoreThanTheProvidersSums() {
		Usage usage = read("""
				{'prompt_tokens':7,'completion_tokens':10,'total_tokens':17,
				'prompt_tokens_details':{'cached_tokens':161,'audio_tokens':3,'cache_write_tokens':9},
				'completion_tokens_details':{'reasoning_tokens':11}}""");
		assertThat(usage.input()).isEqualTo(7);
		assertThat(usage.output()).isEqualTo(10);
	}

	@Test
	void shouldCountSearches() {
		assertThat(read("{'prompt_tokens':1,'completion_tokens':1,'num_search_queries':3}").searches()).isEqualTo(3);
		assertThat(read("{'prompt_tokens':1,'completion_tokens':1,'num_sources_used':0}").searches()).isZero();
	}

	@Test
	void shouldReadUsageWhereGroqAndMoonshotPutIt() {
		assertThat(of("{'choices':[],'x_groq':{'usage':{'prompt_tokens':1,'completion_tokens':2}}}"))
			.isEqualTo(Usage.of(1, 2));
		assertThat(of("{'usage':null,'choices':[{'usage':{'prompt_tokens':1,'completion_tokens':2}}]}"))
			.isEqualTo(Usage.of(1, 2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'usage':null}", "{}", "{'usage':[]}", "{'usage':5}", "{'usage':{}}",
			"{'usage':{'total_tokens':5}}", "{'usage':'x'}", "{'x_groq':{'usage':7}}" })
	void shouldFindNoUsageWhereThereIsNone(String answer) {
		assertThat(HeldUsage.of(Json.object(answer.replace('\'', '"')))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "'7'", "7.5", "7.0", "99999999999", "1e300", "123456789012345678901234567890",
			"true", "{}", "[]" })
	void shouldKeepTheGoodFigureBesideOneThatIsNoCount(String bad) {
		assertThat(read("{'prompt_tokens':7,'completion_tokens':" + bad + ",'total_tokens':99}"))
			.isEqualTo(Usage.builder().add(TokenClass.INPUT, 7).mark(UsageMark.OUTPUT_INVALID).build());
		assertThat(read("{'prompt_tokens':" + bad + ",'completion_tokens':5,'total_tokens':99}"))
			.isEqualTo(Usage.builder().add(TokenClass.OUTPUT, 5).mark(UsageMark.INPUT_INVALID).build());
		assertThat(read("{'prompt_tokens':7,'completion_tokens':5,'total_tokens':" + bad + "}"))
			.isEqualTo(Usage.builder()
				.add(TokenClass.INPUT, 7)
				.add(TokenClass.OUTPUT, 5)
				.mark(UsageMark.DETAIL_INVALID)
				.build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'prompt_tokens':7,'total_tokens':99}",
			"{'prompt_tokens':7,'completion_tokens':null,'total_tokens':99}",
			"{'prompt_tokens':7,'completion_tokens':0,'total_tokens':99}" })
	void shouldMarkATotalWithoutACompletion(String usage) {
		assertThat(read(usage)).isEqualTo(Usage.builder()
			.add(TokenClass.INPUT, 7)
			.add(TokenClass.OUTPUT, 92)
			.mark(UsageMark.OUTPUT_MISSING)
			.build());
	}

	@Test
	void shouldMarkDetailsThatAreNoCounts() {
		assertThat(
				read("""
						{'prompt_tokens':7,'completion_tokens':1,'prompt_tokens_details':{'cached_tokens':-5,'audio_tokens':'x'},
						'completion_tokens_details':null}"""))
			.isEqualTo(Usage.builder()
				.add(TokenClass.INPUT, 7)
				.add(TokenClass.OUTPUT, 1)
				.mark(UsageMark.DETAIL_INVALID)
				.build());
	}

	private static Usage read(String usage) {
		return of("{'usage':" + usage + "}");
	}

	private static Usage of(String answer) {
		Usage usage = HeldUsage.of(Json.object(answer.replace('\'', '"')));
		assertThat(usage).isNotNull();
		return usage;
	}

}
