package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.util.Map;

import dev.serai.gateway.operation.TokenClass;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeasuresTest {

	private static final Measures SOME = new Measures(10, 1, 2, 3, 4, 5, 6, 7, 8, 9, new BigDecimal("0.1"),
			new BigDecimal("-0.2"), new BigDecimal("0.3"), Map.of(TokenClass.INPUT, 11L), 12,
			Durations.of(new long[] { 1 }), Durations.of(new long[] { 0, 1 }));

	@Test
	void bothTogetherAreTheSumOfEach() {
		Measures more = new Measures(100, 10, 20, 30, 40, 50, 60, 70, 80, 90, new BigDecimal("1"), new BigDecimal("2"),
				new BigDecimal("3"), Map.of(TokenClass.INPUT, 1L, TokenClass.OUTPUT, 2L), 120,
				Durations.of(new long[] { 0, 1 }), Durations.NONE);
		assertThat(SOME.plus(more))
			.isEqualTo(new Measures(110, 11, 22, 33, 44, 55, 66, 77, 88, 99, new BigDecimal("1.1"),
					new BigDecimal("1.8"), new BigDecimal("3.3"), Map.of(TokenClass.INPUT, 12L, TokenClass.OUTPUT, 2L),
					132, Durations.of(new long[] { 1, 1 }), Durations.of(new long[] { 0, 1 })));
		assertThat(SOME.plus(more).allTokens()).isEqualTo(14);
	}

	@Test
	void nothingChangesNothing() {
		assertThat(SOME.plus(Measures.NONE)).isEqualTo(SOME).isEqualTo(Measures.NONE.plus(SOME));
	}

}
