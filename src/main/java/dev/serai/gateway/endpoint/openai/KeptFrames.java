package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Converts the frames of a stream for storage, so that they can be sent to callers who
 * ask for usage and to callers who do not. A caller who asks gets {@code "usage":null} at
 * the end of each chunk but the last; stored frames never have it.
 */
final class KeptFrames {

	static final String NO_USAGE = ",\"usage\":null";

	private static final byte[] CHUNK_END = "}\n\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] CHUNK_END_WITH_USAGE = (NO_USAGE + "}\n\n").getBytes(StandardCharsets.US_ASCII);

	private KeptFrames() {
	}

	/**
	 * Returns the stored form of frames that were sent to a caller who asked for usage.
	 */
	static byte[] of(byte[] frames) {
		return replaced(frames, CHUNK_END_WITH_USAGE, CHUNK_END);
	}

	/** Returns stored frames for a caller who asks for usage. */
	static byte[] withUsage(byte[] kept) {
		return replaced(of(kept), CHUNK_END, CHUNK_END_WITH_USAGE);
	}

	/** A blank line ends a frame and occurs nowhere else, so no other text matches. */
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
