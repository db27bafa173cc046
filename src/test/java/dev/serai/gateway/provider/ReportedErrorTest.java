package dev.serai.gateway.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ReportedErrorTest {

	private static final int TIMES = 1_000;

	private static final Duration LIMIT = Duration.ofSeconds(10);

	/**
	 * Each of these took up to 300 ms when the reader visited fields that are not there.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":1}", "{\"error\":{}}", "{\"message\":null,\"data\":7}",
			"{\"data\":{\"message\":\"M\"}}", "{\"detail\":\"M\"}", "{\"errors\":[{\"code\":5}]}",
			"[{\"error\":{\"code\":400}}]",
			"{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{}}}}}}}}" })
	void readingAnErrorCostsNoMoreThanItsLength(String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		assertTimeoutPreemptively(LIMIT, () -> {
			for (int i = 0; i < TIMES; i++) {
				assertThat(ReportedError.of(bytes)).isNotNull();
			}
		});
	}

}
