package dev.serai.gateway.provider;

import dev.serai.gateway.operation.chat.ToolArguments;

/**
 * The arguments of one tool call while they come in fragments. Holds back what may still
 * turn out to be no arguments at all (white space, the word {@code null}), and says an
 * empty object at the end of a call that had none. One per call, not thread-safe.
 */
public final class ArgumentStream {

	private static final String NULL = "null";

	private final StringBuilder held = new StringBuilder(NULL.length());

	private final StringBuilder word = new StringBuilder(NULL.length());

	private boolean said;

	/**
	 * A fragment has come.
	 * @return what may be passed on now; often the fragment itself
	 */
	public String more(String fragment) {
		if (this.said || fragment.isEmpty()) {
			return fragment;
		}
		this.held.append(fragment);
		String more = fragment.strip();
		if (more.length() <= NULL.length() && NULL.startsWith(this.word.append(more).toString())) {
			return "";
		}
		this.said = true;
		return released();
	}

	/**
	 * The call is complete.
	 * @return what is still missing of its arguments; empty when nothing is
	 */
	public String end() {
		if (this.said) {
			return "";
		}
		this.said = true;
		return ToolArguments.orNone(released());
	}

	/** Whether something of the arguments was passed on. */
	public boolean hasSaid() {
		return this.said;
	}

	private String released() {
		String text = this.held.toString();
		this.held.setLength(0);
		return text;
	}

}
