package dev.serai.gateway.provider.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.serai.gateway.catalog.Dialect;

/**
 * Gives the tool calls of one chat ids that a provider accepts: of its form, and each
 * once. An id that is accepted stays; the same id always becomes the same one, so that a
 * conversation keeps its ids from turn to turn and a prompt cache keeps its prefix. Calls
 * and results must be passed in the order of the chat. Not thread-safe.
 */
public final class ToolCallIds {

	private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	private final Dialect.ToolCallIds form;

	private final Set<String> taken = new HashSet<>();

	/** The ids of calls without a result yet, by the id in the request. */
	private final Map<String, Deque<String>> open = new HashMap<>();

	private final Map<String, String> last = new HashMap<>();

	public ToolCallIds(Dialect.ToolCallIds form) {
		this.form = form;
	}

	/** Returns the id of the next call. */
	public String ofCall(String id) {
		String accepted = id.matches(this.form.pattern()) ? id : hashed(id, 0);
		for (int again = 1; !this.taken.add(accepted); again++) {
			accepted = hashed(id, again);
		}
		this.open.computeIfAbsent(id, same -> new ArrayDeque<>()).add(accepted);
		this.last.put(id, accepted);
		return accepted;
	}

	/**
	 * Returns the id of the next result: that of the earliest call with this id that has
	 * no result yet.
	 */
	public String ofResult(String id) {
		Deque<String> calls = this.open.get(id);
		if (calls != null && !calls.isEmpty()) {
			return calls.removeFirst();
		}
		String known = this.last.get(id);
		return (known != null) ? known : id.matches(this.form.pattern()) ? id : hashed(id, 0);
	}

	private String hashed(String id, int again) {
		byte[] digest = sha256().digest((id + '\n' + again).getBytes(StandardCharsets.UTF_8));
		StringBuilder text = new StringBuilder(this.form.length());
		for (int i = 0; i < this.form.length(); i++) {
			int value = digest[i % digest.length] & 0xff;
			text.append(LETTERS_AND_DIGITS.charAt((value + i / digest.length) % LETTERS_AND_DIGITS.length()));
		}
		return text.toString();
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
