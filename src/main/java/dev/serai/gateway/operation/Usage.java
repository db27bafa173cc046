package dev.serai.gateway.operation;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

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

	private final Set<UsageMark> marks;

	private Usage(long[] tokens, long searches, boolean estimated, Set<UsageMark> marks) {
		this.tokens = tokens;
		this.searches = searches;
		this.estimated = estimated;
		this.marks = marks;
	}

	public static Builder builder() {
		return new Builder();
	}

	/** Returns usage of plain text, for a provider that reports no classes. */
	public static Usage of(long input, long output) {
		return builder().add(TokenClass.INPUT, input).add(TokenClass.OUTPUT, output).build();
	}

	public long tokens(TokenClass tokenClass) {
		return this.tokens[tokenClass.ordinal()];
	}

	/**
	 * Returns all input, cached or not, as context windows and long-context prices count
	 * it.
	 */
	public long input() {
		return sum(true);
	}

	/** Returns all output, reasoning included. */
	public long output() {
		return sum(false);
	}

	public long total() {
		return input() + output();
	}

	/** Returns the number of web searches that the provider ran and bills separately. */
	public long searches() {
		return this.searches;
	}

	/** Returns whether Serai counted, because the provider reported nothing. */
	public boolean estimated() {
		return this.estimated;
	}

	/**
	 * Returns what is wrong with the provider's figures; empty when nothing is.
	 * Immutable.
	 */
	public Set<UsageMark> marks() {
		return this.marks;
	}

	/** Returns the same usage with one more mark. */
	public Usage marked(UsageMark mark) {
		return this.marks.contains(mark) ? this
				: new Usage(this.tokens, this.searches, this.estimated, both(this.marks, Set.of(mark)));
	}

	/** Returns the sum, with the marks of both; an estimate if either is one. */
	public Usage plus(Usage other) {
		long[] sum = this.tokens.clone();
		Arrays.setAll(sum, i -> sum[i] + other.tokens[i]);
		return new Usage(sum, this.searches + other.searches, this.estimated || other.estimated,
				both(this.marks, other.marks));
	}

	private static Set<UsageMark> both(Set<UsageMark> first, Set<UsageMark> second) {
		if (second.isEmpty()) {
			return first;
		}
		EnumSet<UsageMark> both = EnumSet.copyOf(second);
		both.addAll(first);
		return Collections.unmodifiableSet(both);
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
				&& this.estimated == other.estimated && this.marks.equals(other.marks);
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
		text.append("searches=").append(this.searches).append(this.estimated ? " estimated" : "");
		this.marks.forEach(mark -> text.append(' ').append(mark));
		return text.append(']').toString();
	}

	/** Collects counts. A negative count becomes 0. */
	public static final class Builder {

		private final long[] tokens = new long[CLASSES.length];

		private long searches;

		private boolean estimated;

		private final Set<UsageMark> marks = EnumSet.noneOf(UsageMark.class);

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

		public Builder mark(UsageMark mark) {
			this.marks.add(mark);
			return this;
		}

		public Usage build() {
			return new Usage(this.tokens.clone(), this.searches, this.estimated, both(Set.of(), this.marks));
		}

	}

}
