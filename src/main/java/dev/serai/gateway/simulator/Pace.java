package dev.serai.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * The speed of one model. It is always the same for a model's name and varies slightly
 * between names, so that a router has differences to measure.
 */
record Pace(Duration firstToken, Duration perToken) {

	static Pace of(String model, SimulatorSettings settings) {
		CRC32 hash = new CRC32();
		hash.update(model.getBytes(StandardCharsets.UTF_8));
		long bits = hash.getValue();
		Duration perToken = Duration.ofSeconds(1).dividedBy(settings.tokensPerSecond());
		return new Pace(varied(settings.firstToken(), bits & 0xff), varied(perToken, (bits >>> 8) & 0xff));
	}

	/** Returns 0.7 to 1.3 times the duration. */
	private static Duration varied(Duration typical, long byteOfHash) {
		return typical.multipliedBy(700 + byteOfHash * 600 / 255).dividedBy(1000);
	}

	void untilFirstToken() throws InterruptedException {
		Thread.sleep(this.firstToken);
	}

	void untilNextToken() throws InterruptedException {
		Thread.sleep(this.perToken);
	}

	void untilLastToken(int tokens) throws InterruptedException {
		Thread.sleep(this.firstToken.plus(this.perToken.multipliedBy(tokens)));
	}

}
