package dev.serai.platform.start;

import org.jspecify.annotations.Nullable;

/**
 * The program cannot start. Its two sentences are the last lines on the console and never
 * contain a secret.
 */
public final class CannotStart extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * @param problem the problem and its place
	 * @param action the solution
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
