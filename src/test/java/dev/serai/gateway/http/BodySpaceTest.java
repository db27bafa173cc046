package dev.serai.gateway.http;

import dev.serai.platform.error.CallRefused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The memory that request bodies may take together. */
class BodySpaceTest {

	@Test
	void bodiesTakeTheirPlaceAndGiveItBack() {
		BodySpace space = new BodySpace(10 * 1024);
		int six = space.take(6 * 1024);
		CallRefused refused = catchThrowableOfType(CallRefused.class, () -> space.take(5 * 1024));
		assertThat(refused.error().status()).isEqualTo(503);
		assertThat(refused.error().code()).isEqualTo("overloaded");
		int four = space.take(4 * 1024 - 1);
		space.release(six);
		space.release(four);
		space.release(space.take(10 * 1024));
	}

	@Test
	void oneBodyOfTheLargestSizeAlwaysFits() {
		int largest = 512 * 1024 * 1024;
		BodySpace space = BodySpace.ofHeap(largest);
		space.release(space.take(largest));
	}

}
