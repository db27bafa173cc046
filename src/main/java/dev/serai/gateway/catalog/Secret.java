package dev.serai.gateway.catalog;

/** A key that must not be seen: its text shows only when asked for by name. */
public final class Secret {

	private final String value;

	public Secret(String value) {
		this.value = value;
	}

	/** The key itself, for the one header that carries it. */
	public String reveal() {
		return this.value;
	}

	@Override
	public String toString() {
		return "(secret)";
	}

}
