package dev.serai.gateway.catalog;

/** A key that must not be shown: {@code toString} hides it. */
public final class Secret {

	private final String value;

	public Secret(String value) {
		this.value = value;
	}

	/** Returns the key itself, for the one header that carries it. */
	public String reveal() {
		return this.value;
	}

	@Override
	public String toString() {
		return "(secret)";
	}

}
