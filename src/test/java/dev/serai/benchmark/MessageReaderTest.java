package dev.serai.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessageReaderTest {

	private static final String MESSAGES = """
			HTTP/1.1 200 OK
			Content-Length: 5

			helloHTTP/1.1 204 No Content

			HTTP/1.1 500 Oh
			Transfer-Encoding: chunked

			B
			hello world
			a;x=1
			0123456789
			0

			""".replace("\n", "\r\n");

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 1000 })
	void readsMessagesFromPiecesOfAnySize(int size) {
		MessageReader reader = new MessageReader();
		List<String> bodies = new ArrayList<>();
		List<Integer> statuses = new ArrayList<>();
		byte[] bytes = MESSAGES.getBytes(StandardCharsets.US_ASCII);
		for (int start = 0; start < bytes.length; start += size) {
			ByteBuffer piece = ByteBuffer.wrap(bytes, start, Math.min(size, bytes.length - start));
			while (piece.hasRemaining() && reader.read(piece)) {
				bodies.add(reader.body());
				statuses.add(reader.status());
				reader.next();
			}
		}
		assertThat(bodies).containsExactly("hello", "", "hello world0123456789");
		assertThat(statuses).containsExactly(200, 204, 500);
	}

}
