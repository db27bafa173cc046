package dev.serai.insight.analytics;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Calls that pass a filter, newest first, a page at a time: no more than a page of them
 * is in memory. A page may be empty and others follow, where many calls had to be looked
 * at for nothing.
 */
public final class CallPages implements Iterator<List<CallSummary>> {

	/** The most calls that are given. */
	public static final int MOST = 100_000;

	/** Few, so that the first rows come at once. */
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

	/** Gives a page that begins after a place; null is the newest call. */
	@FunctionalInterface
	interface Source {

		CallPage page(int size, @Nullable UUID before);

	}

}
