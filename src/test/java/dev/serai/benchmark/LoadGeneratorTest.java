package dev.serai.benchmark;

import java.time.Duration;
import java.util.function.IntFunction;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LoadGeneratorTest {

	private static final Duration TOKEN_INTERVAL = Duration.ofMillis(10);

	private static int port;

	private static Program provider;

	@BeforeAll
	static void startProvider() throws Exception {
		port = Program.freePort();
		provider = FakeProvider.start("provider-of-test", port, TOKEN_INTERVAL);
	}

	@AfterAll
	static void stopProvider() throws Exception {
		provider.close();
	}

	@Test
	void countsAndTimesEveryCall() throws Exception {
		Load load = LoadGenerator.calls(Target.chat(port, "key", "bench", false), 8, 1_000).complete();
		assertThat(load.answered()).isEqualTo(1_000);
		assertThat(load.perSecond()).isPositive();
		assertThat(load.total(0.5)).isPositive().isLessThanOrEqualTo(load.total(0.99));
		assertThat(load.firstByte(0.5)).isPositive();
	}

	@Test
	void waitsForAStreamsEndAndTimesItsFirstByteApart() throws Exception {
		Load load = LoadGenerator.oneEach(Target.chat(port, "key", "bench", true), 2, 100).complete();
		Duration length = TOKEN_INTERVAL.multipliedBy(FakeConnection.STREAM_TOKENS - 1L);
		assertThat(load.total(0)).isGreaterThan(length);
		assertThat(load.firstByte(1)).isLessThan(length);
	}

	@Test
	void oneOfEachConnectionIsMadeAtTheRateAndNoFaster() throws Exception {
		Load load = LoadGenerator.oneEach(Target.chat(port, "key", "bench", false), 50, 200).complete();
		assertThat(load.answered()).isEqualTo(50);
		assertThat(load.perSecond()).isBetween(100.0, 210.0);
	}

	@Test
	void countsAnErrorAsACallThatFailed() throws Exception {
		IntFunction<byte[]> chat = Target.chat(port, "key", "bench", false).request();
		Target failing = new Target(port,
				(number) -> new String(chat.apply(number), US_ASCII).replace("/v1/", "/fail/v1/").getBytes(US_ASCII));
		Load load = LoadGenerator.calls(failing, 2, 10);
		assertThat(load.failed()).isEqualTo(10);
		assertThat(load.failure()).contains("500");
		assertThatIllegalStateException().isThrownBy(load::complete);
	}

	@Test
	void countsARefusedConnectionAsACallThatFailed() throws Exception {
		Load load = LoadGenerator.calls(Target.chat(Program.freePort(), "key", "bench", false), 2, 10);
		assertThat(load.failed()).isEqualTo(10);
	}

}
