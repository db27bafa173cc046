package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The frames of a stream as they are kept, to be given again to callers who ask for usage
 * and to callers who don't. A caller who asks gets {@code "usage":null} at the end of
 * each chunk but the last; frames that are kept never have it.
 */
final class KeptFrames {

	static final String NO_USAGE = ",\"usage\":null";

	private static final byte[] CHUNK_END = "}\n\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] CHUNK_END_WITH_USAGE = (NO_USAGE + "}\n\n").getBytes(StandardCharsets.US_ASCII);

	private KeptFrames() {
	}

	/** What is kept of frames that a caller who asked for usage got. */
	static byte[] of(byte[] frames) {
		return replaced(frames, CHUNK_END_WITH_USAGE, CHUNK_END);
	}

	/** What a caller who asks for usage gets for frames that were kept. */
	static byte[] withUsage(byte[] kept) {
		return replaced(of(kept), CHUNK_END, CHUNK_END_WITH_USAGE);
	}

	/** A blank line ends a frame and stands nowhere else, so no other text is found. */
	private static byte[] replaced(byte[] frames, byte[] old, byte[] replacement) {
		ByteArrayOutputStream replaced = new ByteArrayOutputStream(frames.length + frames.length / 8);
		int copied = 0;
		int at = 0;
		while (at <= frames.length - old.length) {
			if (startsAt(frames, at, old)) {
				replaced.write(frames, copied, at - copied);
				replaced.writeBytes(replacement);
				at += old.length;
				copied = at;
			}
			else {
				at++;
			}
		}
		replaced.write(frames, copied, frames.length - copied);
		return replaced.toByteArray();
	}

	private static boolean startsAt(byte[] frames, int at, byte[] part) {
		for (int i = 0; i < part.length; i++) {
			if (frames[at + i] != part[i]) {
				return false;
			}
		}
		return true;
	}

}
