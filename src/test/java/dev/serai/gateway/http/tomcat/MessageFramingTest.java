package dev.serai.gateway.http.tomcat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** The framing is the same however the bytes come, and never joins two requests. */
class MessageFramingTest {

	@Provide
	Arbitrary<List<String>> requests() {
		Arbitrary<String> field = Arbitraries.of("Host: a\r\n", "X-A:\r\n", "X-Content-Length: 7\r\n",
				"Content-Lengthy: 7\r\n", "X-B: a b\tc \r\n", "Transfer-Encodings: gzip\r\n");
		Arbitrary<String> fields = field.list().ofMaxSize(4).map(list -> String.join("", list));
		Arbitrary<String> text = Arbitraries.of("", "a", "GET / HTTP/1.1\r\n\r\n", "\r\n\r\n", "0\r\n\r\n",
				"x".repeat(300), "\0\n\r");
		Arbitrary<String> plain = fields.map(some -> "GET / HTTP/1.1\r\n" + some + "\r\n");
		Arbitrary<String> sized = Combinators.combine(fields, text)
			.as((some, body) -> "POST /a?b=c HTTP/1.0\r\n" + some + "content-LENGTH:\t" + body.length() + " \r\n\r\n"
					+ body);
		Arbitrary<String> chunked = Combinators
			.combine(fields, text.list().ofMaxSize(4), Arbitraries.of("", ";a", ";a=\"b;c\""))
			.as((some, chunks, extension) -> {
				StringBuilder body = new StringBuilder();
				for (String chunk : chunks) {
					if (!chunk.isEmpty()) {
						body.append(Integer.toHexString(chunk.length()))
							.append(extension)
							.append("\r\n")
							.append(chunk)
							.append("\r\n");
					}
				}
				return "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n" + some + "\r\n" + body + "000" + extension
						+ "\r\n" + some + "\r\n";
			});
		return Arbitraries.oneOf(plain, sized, chunked).list().ofMinSize(1).ofMaxSize(6);
	}

	/** What is taken of bytes that come in pieces: a text for each request. */
	private static List<String> taken(String bytes, int piece) {
		MessageFraming framing = new MessageFraming();
		List<String> requests = new ArrayList<>();
		StringBuilder request = new StringBuilder();
		for (int from = 0; from < bytes.length(); from += piece) {
			byte[] next = bytes.substring(from, Math.min(bytes.length(), from + piece))
				.getBytes(StandardCharsets.ISO_8859_1);
			int at = 0;
			while (at < next.length) {
				int own = framing.take(ByteBuffer.wrap(next), at, next.length);
				assertThat(own).isPositive();
				request.append(new String(next, at, own, StandardCharsets.ISO_8859_1));
				at += own;
				if (!framing.isInHead() && !framing.isInBody()) {
					requests.add(request.toString());
					request.setLength(0);
				}
			}
		}
		assertThat(request).as("nothing is left over").isEmpty();
		return requests;
	}

	@Property(tries = 300)
	void eachRequestIsTakenByItself(@ForAll("requests") List<String> requests) {
		String all = String.join("", requests);
		for (int piece : new int[] { all.length(), 1, 2, 3, 17 }) {
			assertThat(taken(all, piece)).isEqualTo(requests);
		}
	}

	/** One byte of a head or a chunk's line that is wrong is found wherever it stands. */
	@Property(tries = 300)
	void aLineEndThatIsHalfIsFoundAnywhere(@ForAll("requests") List<String> requests, @ForAll int seed) {
		String first = requests.getFirst();
		int end = first.indexOf("\r\n\r\n") + 4;
		List<Integer> ends = new ArrayList<>();
		for (int i = first.indexOf('\r'); i >= 0 && i < end; i = first.indexOf('\r', i + 1)) {
			ends.add(i);
		}
		int at = ends.get(Math.floorMod(seed, ends.size()));
		for (String broken : List.of(first.substring(0, at) + first.substring(at + 1),
				first.substring(0, at + 1) + first.substring(at + 2))) {
			assertThat(refused(broken + "GET / HTTP/1.1\r\n\r\n")).as(broken).isTrue();
		}
	}

	private static boolean refused(String bytes) {
		try {
			byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
			MessageFraming framing = new MessageFraming();
			for (int at = 0; at < all.length;) {
				at += framing.take(ByteBuffer.wrap(all), at, all.length);
			}
			return false;
		}
		catch (MessageFraming.BadFraming ex) {
			return true;
		}
	}

}
