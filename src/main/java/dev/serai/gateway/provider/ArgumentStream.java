package dev.serai.gateway.provider;

import dev.serai.gateway.operation.chat.ToolArguments;

/**
 * The arguments of one tool call while they arrive in fragments. Holds back what may
 * still turn out to mean no arguments (white space, the word {@code null}), and adds an
 * empty object at the end of a call without arguments. One per call, not thread-safe.
 */
public final class ArgumentStream {

	private static final String NULL = "null";

	private final StringBuilder held = new StringBuilder(NULL.length());

	private final StringBuilder word = new StringBuilder(NULL.length());

	private boolean said;

	/**
	 * Adds a fragment.
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
	 * Ends the call.
	 * @return the missing rest of its arguments; empty when nothing is missing
	 */
	public String end() {
		if (this.said) {
			return "";
		}
		this.said = true;
		return ToolArguments.orNone(released());
	}

	/** Returns whether any part of the arguments was passed on. */
	public boolean hasSaid() {
		return this.said;
	}

	private String released() {
		String text = this.held.toString();
		this.held.setLength(0);
		return text;
	}

}
