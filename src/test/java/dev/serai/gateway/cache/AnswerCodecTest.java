package dev.serai.gateway.cache;

import java.math.BigDecimal;
import java.util.Arrays;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Origin;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers as bytes (R06). */
class AnswerCodecTest {

	@Property(tries = 200)
	void whatIsWrittenIsRead(@ForAll boolean streamed, @ForAll byte[] body, @ForAll @IntRange(max = 9) int kind,
			@ForAll @IntRange long count) {
		StoredAnswer answer = answer(streamed, body, kind, count);
		assertThat(AnswerCodec.decode("name", AnswerCodec.encode("name", answer))).isEqualTo(answer);
	}

	@Property(tries = 500)
	void R06_whatIsDamagedIsNoAnswer(@ForAll byte[] body, @ForAll @IntRange(min = 0, max = 10_000) int at,
			@ForAll @IntRange(min = 1, max = 255) int change) {
		byte[] encoded = AnswerCodec.encode("name", answer(true, body, 0, 1));
		byte[] flipped = encoded.clone();
		flipped[at % flipped.length] ^= (byte) change;
		assertThat(AnswerCodec.decode("name", flipped)).isNull();
		assertThat(AnswerCodec.decode("name", Arrays.copyOf(encoded, at % encoded.length))).isNull();
		assertThat(AnswerCodec.decode("another name", encoded)).isNull();
	}

	@Property(tries = 500)
	void R06_anyBytesAreNoAnswer(@ForAll byte[] bytes) {
		assertThat(AnswerCodec.decode("name", bytes)).isNull();
	}

	private static StoredAnswer answer(boolean streamed, byte[] body, int kind, long count) {
		Usage usage = Usage.builder().add(TokenClass.values()[kind], count).searches(count).build();
		return new StoredAnswer(streamed, body, new Origin("p/m", "p", "m", kind == 0, usage,
				new Cost(BigDecimal.valueOf(count, 9), PriceStatus.ESTIMATED)));
	}

}
