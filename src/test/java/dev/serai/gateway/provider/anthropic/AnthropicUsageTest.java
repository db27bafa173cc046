package dev.serai.gateway.provider.anthropic;

import java.util.ArrayList;
import java.util.List;

import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicUsageTest {

	private static final CacheLifetimes FIVE_MINUTES = new CacheLifetimes(true, false);

	private static final CacheLifetimes HOUR = new CacheLifetimes(false, true);

	private static final CacheLifetimes BOTH = new CacheLifetimes(true, true);

	/**
	 * The split at the start says 100 and 0 or 0 and 100; the total at the end says 300.
	 */
	@ParameterizedTest
	@CsvSource({ "five, 100, 0, 300, 0, false", "hour, 0, 100, 0, 300, false", "hour, 100, 0, 100, 200, false",
			"none, 100, 0, 300, 0, false", "both, 100, 0, 100, 200, true", "both, 200, 100, 200, 100, false" })
	void whatTheSplitDoesNotExplainIsOfTheOnlyLifetimeAskedFor(String asked, long split5m, long split1h, long five,
			long hour, boolean estimated) {
		CacheLifetimes lifetimes = switch (asked) {
			case "five" -> FIVE_MINUTES;
			case "hour" -> HOUR;
			case "both" -> BOTH;
			default -> CacheLifetimes.NONE;
		};
		String start = "{'input_tokens':5,'cache_creation_input_tokens':100,'output_tokens':1,'cache_creation':"
				+ "{'ephemeral_5m_input_tokens':" + split5m + ",'ephemeral_1h_input_tokens':" + split1h + "}}";
		String end = "{'cache_creation_input_tokens':300,'output_tokens':7}";
		for (List<String> told : List.of(List.of(start, end),
				List.of(end, start.replace(":100,'output", ":300,'output")))) {
			Usage usage = usage(lifetimes, told);
			assertThat(usage.tokens(TokenClass.CACHE_WRITE_5M)).isEqualTo(five);
			assertThat(usage.tokens(TokenClass.CACHE_WRITE_1H)).isEqualTo(hour);
			assertThat(usage.estimated()).isEqualTo(estimated);
			assertThat(usage.output()).isEqualTo(7);
		}
	}

	@Test
	void aTotalWithoutASplitIsOfTheLifetimeAskedFor() {
		List<String> told = List.of("{'input_tokens':5,'cache_creation_input_tokens':40,'output_tokens':2}");
		assertThat(usage(HOUR, told).tokens(TokenClass.CACHE_WRITE_1H)).isEqualTo(40);
		assertThat(usage(FIVE_MINUTES, told).tokens(TokenClass.CACHE_WRITE_5M)).isEqualTo(40);
	}

	@Test
	void figuresThatShrinkStayAndAreMarked() {
		Usage usage = usage(CacheLifetimes.NONE,
				List.of("{'input_tokens':90,'output_tokens':20}", "{'input_tokens':90,'output_tokens':3}"));
		assertThat(usage).isEqualTo(Usage.of(90, 20).marked(UsageMark.SHRUNK));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
			{'service_tier':'standard'}                | standard
			{'service_tier':'priority'}                | priority
			{'service_tier':'batch'}                   | batch
			{'service_tier':'standard','speed':'fast'} | fast
			{'speed':'standard'}                       | -
			{'service_tier':null}                      | -
			{'input_tokens':1}                         | -
			""")
	void theUsageSaysWhichTierServes(String usage, String tier) {
		AnthropicUsage told = new AnthropicUsage(CacheLifetimes.NONE);
		told.told(Requests.json(usage.replace('\'', '"')));
		assertThat(told.tier()).isEqualTo(tier);
	}

	@Test
	void theRequestSaysWhichLifetimesItAsksFor() {
		assertThat(CacheLifetimes.asked(cached())).isEqualTo(CacheLifetimes.NONE);
		assertThat(CacheLifetimes.asked(cached("{'type':'ephemeral'}"))).isEqualTo(FIVE_MINUTES);
		assertThat(CacheLifetimes.asked(cached("{'type':'ephemeral','ttl':'5m'}"))).isEqualTo(FIVE_MINUTES);
		assertThat(CacheLifetimes.asked(cached("{'type':'ephemeral','ttl':'1h'}"))).isEqualTo(HOUR);
		assertThat(CacheLifetimes.asked(cached("{'type':'ephemeral','ttl':'1h'}", "{'type':'ephemeral'}")))
			.isEqualTo(BOTH);
	}

	private static ChatRequest cached(String... controls) {
		List<Part> parts = new ArrayList<>(List.of(new Part.Text("uncached", null)));
		for (String control : controls) {
			parts.add(new Part.Text("cached", Requests.json(control.replace('\'', '"'))));
		}
		return Requests.chat(new Message.System(parts), Requests.user("hi"));
	}

	private static Usage usage(CacheLifetimes lifetimes, List<String> told) {
		AnthropicUsage usage = new AnthropicUsage(lifetimes);
		told.forEach(object -> usage.told(Requests.json(object.replace('\'', '"'))));
		return usage.usage().orElseThrow();
	}

}
