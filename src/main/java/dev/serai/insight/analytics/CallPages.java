package dev.serai.insight.analytics;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Iterates over matching calls, newest first, one page at a time; only one page is in
 * memory. A page may be empty and others follow, when the search stopped at its bound
 * without a match.
 */
public final class CallPages implements Iterator<List<CallSummary>> {

	/** The maximum number of calls in total. */
	public static final int MOST = 100_000;

	/** Small, so that the first rows arrive at once. */
	private static final int FIRST_PAGE = 50;

	private static final int PAGE = 500;

	private final Source source;

	private @Nullable UUID place;

	private int size = FIRST_PAGE;

	private int left = MOST;

	private boolean ended;

	CallPages(Source source, @Nullable UUID before) {
		this.source = source;
		this.place = before;
	}

	@Override
	public boolean hasNext() {
		return !this.ended;
	}

	@Override
	public List<CallSummary> next() {
		if (this.ended) {
			throw new NoSuchElementException();
		}
		CallPage page = this.source.page(Math.min(this.size, this.left), this.place);
		this.size = PAGE;
		this.left -= page.data().size();
		String next = page.next();
		this.ended = next == null || this.left <= 0;
		this.place = Parameters.cursor(next);
		return page.data();
	}

	/** Reads the page after a cursor; null starts with the newest call. */
	@FunctionalInterface
	interface Source {

		CallPage page(int size, @Nullable UUID before);

	}

}
