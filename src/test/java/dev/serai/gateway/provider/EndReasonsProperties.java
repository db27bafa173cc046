package dev.serai.gateway.provider;

import java.util.List;
import java.util.Locale;

import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.provider.anthropic.AnthropicStopReasons;
import dev.serai.gateway.provider.gemini.GeminiFinishReasons;
import dev.serai.gateway.provider.openai.OpenAiFinishReasons;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class EndReasonsProperties {

	private static final List<EndReasons> TABLES = List.of(OpenAiFinishReasons.TABLE, AnthropicStopReasons.TABLE,
			GeminiFinishReasons.TABLE);

	@Property
	void aWordThatIsInNoTableIsAFailureAndHarmlessToShow(@ForAll String word) {
		for (EndReasons table : TABLES) {
			String beginning = word.split(":", 2)[0].strip().toLowerCase(Locale.ROOT).replace('-', '_');
			if (!table.rows().containsKey(beginning)) {
				assertThat(table.of(word)).isInstanceOfSatisfying(EndReason.Failed.class, failed -> {
					assertThat(failed.kind()).isEqualTo(Kind.UNFINISHED);
					assertThat(failed.message()).hasSizeLessThan(200)
						.matches("[\\p{Alnum} _.:?-]*\"[\\p{Alnum} _.:?-]*\"[\\p{Alnum} _.:?-]*");
				});
			}
		}
	}

	@Property
	void everyRowIsFoundInAnySpelling(@ForAll("rows") String word, @ForAll boolean upper, @ForAll boolean dashes) {
		String spelled = dashes ? word.replace('_', '-') : word;
		String given = upper ? spelled.toUpperCase(Locale.ROOT) : spelled;
		for (EndReasons table : TABLES) {
			EndReason row = table.rows().get(word);
			if (row instanceof EndReason.Finished) {
				assertThat(table.of(given)).isEqualTo(row);
				assertThat(table.of(given + ": SOMETHING")).isEqualTo(row);
			}
			else if (row != null) {
				assertThat(table.of(given)).isInstanceOf(EndReason.Failed.class);
			}
		}
	}

	@Provide
	Arbitrary<String> rows() {
		return Arbitraries.of(TABLES.stream().flatMap(table -> table.rows().keySet().stream()).distinct().toList());
	}

}
