package dev.serai.gateway.simulator;

/** A request that is answered with an error. */
final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	Refusal(Kind kind, String message) {
		super(message, null, false, false);
		this.kind = kind;
	}

	static Refusal badRequest(String message) {
		return new Refusal(Kind.BAD_REQUEST, message);
	}

	Kind kind() {
		return this.kind;
	}

	String message() {
		return String.valueOf(getMessage());
	}

	/** The kind of an error, independent of a protocol. */
	enum Kind {

		BAD_REQUEST, NOT_FOUND, RATE_LIMITED, INTERNAL, OVERLOADED

	}

}
