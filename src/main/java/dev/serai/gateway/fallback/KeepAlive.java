package dev.serai.gateway.fallback;

/**
 * Recognises bytes that a provider sends only to keep a connection open while its model
 * works: white space before a JSON answer, blank lines and comments in a stream of
 * events. A byte order mark counts as white space. One per answer, not thread-safe.
 */
final class KeepAlive {

	private final boolean events;

	private boolean inComment;

	/**
	 * @param events whether the answer may be a stream of events, which may contain
	 * comments
	 */
	KeepAlive(boolean events) {
		this.events = events;
	}

	/**
	 * Finds where the answer begins.
	 * @return the index of its first byte, or {@code end} if there is none yet
	 */
	int skip(byte[] bytes, int start, int end) {
		for (int i = start; i < end; i++) {
			byte b = bytes[i];
			if (b == '\n' || b == '\r') {
				this.inComment = false;
			}
			else if (!this.inComment && !isBlank(b)) {
				if (!this.events || b != ':') {
					return i;
				}
				this.inComment = true;
			}
		}
		return end;
	}

	private static boolean isBlank(byte b) {
		return b == ' ' || b == '\t' || b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
	}

}
