package dev.serai.platform.start;

import org.jspecify.annotations.Nullable;

/**
 * The program cannot start as things are. Its two sentences are the last thing on the
 * console; they never hold a secret.
 */
public final class CannotStart extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * @param problem what is in the way, and where
	 * @param action what to do about it
	 */
	public CannotStart(String problem, String action) {
		this(problem, action, null);
	}

	public CannotStart(String problem, String action, @Nullable Throwable cause) {
		super(problem, cause);
		this.action = action;
	}

	public String action() {
		return this.action;
	}

}
