package dev.serai.gateway.routing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Decision.Candidate;
import dev.serai.gateway.call.Decision.Exclusion;
import dev.serai.gateway.call.Decision.Factor;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DecisionJsonTest {

	@Example
	void aDecisionIsCompactJson() {
		Decision decision = new Decision("auto", "a/x",
				List.of(new Candidate("a/x", 0.7,
						List.of(new Factor("performance", 1234.5678, "ms", 1 / 3.0, 0.4, 0.4 / 3)))),
				List.of(new Exclusion("b/\"y\"", "window", "too long")));
		assertThat(DecisionJson.write(decision)).isEqualTo("""
				{"policy":"auto","baseline":"a/x","candidates":[{"deployment":"a/x","score":0.7,"factors":[\
				{"name":"performance","value":1234.57,"unit":"ms","ratio":0.333333,"weight":0.4,\
				"contribution":0.133333}]}],"excluded":[{"deployment":"b/\\"y\\"","reason":"window",\
				"detail":"too long"}]}""");
	}

	@Example
	void aDecisionWithNobodyIsWrittenToo() {
		assertThat(DecisionJson.write(new Decision("auto", "", List.of(), List.of())))
			.isEqualTo("{\"policy\":\"auto\",\"baseline\":\"\",\"candidates\":[],\"excluded\":[]}");
	}

	@Example
	void whatJsonCannotSayIsRefused() {
		for (double value : new double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e30 }) {
			assertThatIllegalArgumentException().isThrownBy(() -> written(value));
		}
	}

	@Example
	void numbersAreShort() throws IOException {
		assertThat(written(0)).isEqualTo("0");
		assertThat(written(1)).isEqualTo("1");
		assertThat(written(-0.5)).isEqualTo("-0.5");
		assertThat(written(1500)).isEqualTo("1500");
		assertThat(written(0.000012345678)).isEqualTo("0.0000123457");
		assertThat(written(999_999.7)).isEqualTo("1000000");
		assertThat(written(12_345_678.9)).isEqualTo("12345679");
		assertThat(written(1e-12)).isEqualTo("0");
	}

	@Property
	void sixDigitsAreKept(@ForAll @DoubleRange(min = 1, max = 10) double mantissa,
			@ForAll @IntRange(min = -9, max = 8) int exponent) throws IOException {
		double value = mantissa * Math.pow(10, exponent);
		BigDecimal exact = new BigDecimal(value);
		BigDecimal error = new BigDecimal(written(value)).subtract(exact).abs();
		assertThat(error.divide(exact, MathContext.DECIMAL32)).isLessThanOrEqualTo(new BigDecimal("0.0000051"));
		assertThat(new ObjectMapper().readTree(written(value)).isNumber()).isTrue();
	}

	private static String written(double value) throws IOException {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
			new SixDigits().write(json, value);
		}
		return text.toString();
	}

}
