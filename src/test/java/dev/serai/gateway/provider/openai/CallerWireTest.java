package dev.serai.gateway.provider.openai;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CallerWireTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			textBlock = """
					{"model":"a"}                               | {"model":"w"}
					{"model":"a","x":1e5,"y":1.50,"z":18446744073709551616} | {"model":"w","x":1e5,"y":1.50,"z":18446744073709551616}
					{ "x" : [1, {"model":"in"}] , "model" : "a" } | { "x" : [1, {"model":"in"}] , "model" : "w" }
					{"mod\\u0065l":"a\\"b\\\\","ü":"\\u00fc\\/ü"} | {"mod\\u0065l":"w","ü":"\\u00fc\\/ü"}
					{"metadata":{"model":"x"},"model":"a","tools":[]} | {"metadata":{"model":"x"},"model":"w","tools":[]}
					{"stream_options":{"x":1},"model":"a"}      | {"stream_options":{"x":1},"model":"w"}
					""")
	void shouldChangeNothingButTheModel(String wire, String expected) {
		assertThat(edit(wire, "w", false)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			textBlock = """
					{"model":"a","stream":true}                 | {"model":"w","stream":true,"stream_options":{"include_usage":true}}
					{"model":"a" }                              | {"model":"w" ,"stream_options":{"include_usage":true}}
					{"stream_options":null,"model":"a"}         | {"stream_options":{"include_usage":true},"model":"w"}
					{"stream_options":{},"model":"a"}           | {"stream_options":{"include_usage":true},"model":"w"}
					{"stream_options":{ },"model":"a"}          | {"stream_options":{"include_usage":true },"model":"w"}
					{"stream_options":{"include_usage":true},"model":"a"} | {"stream_options":{"include_usage":true},"model":"w"}
					{"stream_options":{"include_usage": false , "x":[1]},"model":"a"} | {"stream_options":{"include_usage": true , "x":[1]},"model":"w"}
					{"stream_options":{"include_usage":null},"model":"a"} | {"stream_options":{"include_usage":true},"model":"w"}
					{"stream_options":{"x":{"include_usage":false}},"model":"a"} | {"stream_options":{"include_usage":true,"x":{"include_usage":false}},"model":"w"}
					{"model":"a","stre\\u0061m_options":{"incl\\u0075de_usage":false}} | {"model":"w","stre\\u0061m_options":{"incl\\u0075de_usage":true}}
					""")
	void shouldAskForUsageInAStream(String wire, String expected) {
		assertThat(edit(wire, "w", true)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "openai/gpt-oss-120b", "accounts/fireworks/models/x", "\"quoted\"", "back\\slash", "müller" })
	void shouldEscapeTheName(String name) {
		String edited = edit("{\"model\":\"a\",\"n\":1}", name, false);
		assertThat(Json.object(edited).get("model").textValue()).isEqualTo(name);
		assertThat(edited).endsWith(",\"n\":1}");
	}

	@ParameterizedTest
	@CsvSource({ "100", "10000", "1000000" })
	void shouldKeepLongTexts(int length) {
		String text = "\u20ac".repeat(length);
		assertThat(edit("{\"a\":\"" + text + "\",\"model\":\"" + text + "\",\"b\":\"" + text + "\"}", "w", false))
			.isEqualTo("{\"a\":\"" + text + "\",\"model\":\"w\",\"b\":\"" + text + "\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			textBlock = """
					{"model":"a"}                               | {"model":"w","max_tokens":9}
					{"model":"a","tools":[{"max_tokens":1}] }   | {"model":"w","tools":[{"max_tokens":1}] ,"max_tokens":9}
					{"model":"a","max_tokens":5}                | {"model":"w","max_tokens":5}
					{"max_completion_tokens":5,"model":"a"}     | {"max_completion_tokens":5,"model":"w"}
					{"max_tokens":null,"model":"a"}             | {"max_tokens":9,"model":"w"}
					{"max_tokens": null ,"max_completion_tokens":5,"model":"a"} | {"max_tokens": null ,"max_completion_tokens":5,"model":"w"}
					{"max_completion_tokens":5,"max_tokens":null,"model":"a"} | {"max_completion_tokens":5,"max_tokens":null,"model":"w"}
					{"max_tokens":null,"max_completion_tokens":null,"model":"a"} | {"max_tokens":9,"max_completion_tokens":null,"model":"w"}
					""")
	void shouldLimitTheOutputWhereTheCallerHasNot(String wire, String expected) {
		assertThat(new String(CallerWire.edit(wire.getBytes(StandardCharsets.UTF_8), "w", false,
				new CallerWire.Limit("max_tokens", 9)), StandardCharsets.UTF_8))
			.isEqualTo(expected);
		assertThat(new String(CallerWire.edit("{\"model\":\"a\"}".getBytes(StandardCharsets.UTF_8), "w", true,
				new CallerWire.Limit("max_tokens", 9)), StandardCharsets.UTF_8))
			.isEqualTo("{\"model\":\"w\",\"stream_options\":{\"include_usage\":true},\"max_tokens\":9}");
	}

	private static String edit(String wire, String model, boolean stream) {
		return new String(CallerWire.edit(wire.getBytes(StandardCharsets.UTF_8), model, stream, null),
				StandardCharsets.UTF_8);
	}

}
