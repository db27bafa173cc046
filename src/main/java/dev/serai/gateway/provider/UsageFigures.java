package dev.serai.gateway.provider;

import java.util.EnumSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;

/**
 * Reads the figures of one usage object, in any protocol. Absent and null are 0. A figure
 * that is not a count (a negative number, a fraction, a text, a number out of range) is 0
 * and leaves a mark, so that the good figures still count. One per reading, not
 * thread-safe.
 */
public final class UsageFigures {

	/** No call runs more searches than this. */
	private static final long MOST_SEARCHES = 1_000;

	private final Set<UsageMark> marks = EnumSet.noneOf(UsageMark.class);

	/** Reads a figure of the input. */
	public long input(JsonNode figure) {
		return count(figure, UsageMerger.MOST, UsageMark.INPUT_INVALID);
	}

	/** Reads a figure of the output. */
	public long output(JsonNode figure) {
		return count(figure, UsageMerger.MOST, UsageMark.OUTPUT_INVALID);
	}

	/** Reads a figure that is part of a total. */
	public long detail(JsonNode figure) {
		return count(figure, UsageMerger.MOST, UsageMark.DETAIL_INVALID);
	}

	/** Reads a number of searches. */
	public long searches(JsonNode figure) {
		return count(figure, MOST_SEARCHES, UsageMark.DETAIL_INVALID);
	}

	/** Returns whether a figure left this mark. */
	public boolean has(UsageMark mark) {
		return this.marks.contains(mark);
	}

	/** Adds a mark. */
	public void mark(UsageMark mark) {
		this.marks.add(mark);
	}

	/** Adds the marks to the usage that was built from the figures. */
	public Usage marked(Usage usage) {
		Usage marked = usage;
		for (UsageMark mark : this.marks) {
			marked = marked.marked(mark);
		}
		return marked;
	}

	private long count(JsonNode figure, long most, UsageMark invalid) {
		if (figure.isMissingNode() || figure.isNull()) {
			return 0;
		}
		if (UsageMerger.isCount(figure) && figure.longValue() <= most) {
			return figure.longValue();
		}
		this.marks.add(invalid);
		return 0;
	}

}
