package dev.serai.call;

import java.util.Arrays;

/**
 * Tokens by class, normalised once per provider, and the number of billed web searches.
 * Immutable.
 */
public final class Usage {

	private static final TokenClass[] CLASSES = TokenClass.values();

	/** Nothing was used. */
	public static final Usage NONE = new Builder().build();

	private final long[] tokens;

	private final long searches;

	private final boolean estimated;

	private Usage(long[] tokens, long searches, boolean estimated) {
		this.tokens = tokens;
		this.searches = searches;
		this.estimated = estimated;
	}

	public static Builder builder() {
		return new Builder();
	}

	/** Usage of plain text, for a provider that tells no more. */
	public static Usage of(long input, long output) {
		return builder().add(TokenClass.INPUT, input).add(TokenClass.OUTPUT, output).build();
	}

	public long tokens(TokenClass tokenClass) {
		return this.tokens[tokenClass.ordinal()];
	}

	/** All input, cached or not: what the window and a long-context tier count. */
	public long input() {
		return sum(true);
	}

	/** All output, reasoning included. */
	public long output() {
		return sum(false);
	}

	public long total() {
		return input() + output();
	}

	/** Web searches that the provider ran and bills apart. */
	public long searches() {
		return this.searches;
	}

	/** Whether Serai counted, because the provider gave no figures. */
	public boolean estimated() {
		return this.estimated;
	}

	/** The sum of both; an estimate if either is one. */
	public Usage plus(Usage other) {
		long[] sum = this.tokens.clone();
		Arrays.setAll(sum, i -> sum[i] + other.tokens[i]);
		return new Usage(sum, this.searches + other.searches, this.estimated || other.estimated);
	}

	private long sum(boolean input) {
		long sum = 0;
		for (TokenClass tokenClass : CLASSES) {
			if (tokenClass.isInput() == input) {
				sum += tokens(tokenClass);
			}
		}
		return sum;
	}

	@Override
	public boolean equals(Object o) {
		return o instanceof Usage other && Arrays.equals(this.tokens, other.tokens) && this.searches == other.searches
				&& this.estimated == other.estimated;
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(this.tokens) + Long.hashCode(this.searches);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("Usage[");
		Arrays.stream(CLASSES)
			.filter(c -> tokens(c) != 0)
			.forEach(c -> text.append(c).append('=').append(tokens(c)).append(' '));
		return text.append("searches=").append(this.searches).append(this.estimated ? " estimated]" : "]").toString();
	}

	/**
	 * Collects counts. A negative count, which some providers were seen to send, is taken
	 * as none.
	 */
	public static final class Builder {

		private final long[] tokens = new long[CLASSES.length];

		private long searches;

		private boolean estimated;

		public Builder add(TokenClass tokenClass, long count) {
			this.tokens[tokenClass.ordinal()] += Math.max(0, count);
			return this;
		}

		public Builder searches(long count) {
			this.searches += Math.max(0, count);
			return this;
		}

		/** Marks the figures as counted by Serai. */
		public Builder estimated() {
			this.estimated = true;
			return this;
		}

		public Usage build() {
			return new Usage(this.tokens.clone(), this.searches, this.estimated);
		}

	}

}
