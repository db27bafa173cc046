package dev.serai.gateway.operation;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A defect of the usage that a provider reported for an attempt. */
public enum UsageMark {

	/** A later figure was smaller than an earlier one. The larger one is kept. */
	SHRUNK,
	/** The input's figure is missing or 0. Serai counted it. */
	INPUT_MISSING,
	/** An input figure is not a count: negative, a fraction, a text. */
	INPUT_INVALID,
	/** More input than the model's window holds. */
	INPUT_IMPOSSIBLE,
	/** The input's figure differs widely from Serai's own count. */
	INPUT_MISMATCH,
	/** The output's figure is missing or 0 although there is output. Serai counted it. */
	OUTPUT_MISSING,
	/** An output figure is not a count: negative, a fraction, a text. */
	OUTPUT_INVALID,
	/** More output than the model can produce. */
	OUTPUT_IMPOSSIBLE,
	/** The output's figure differs widely from Serai's own count. */
	OUTPUT_MISMATCH,
	/**
	 * Another figure (cached tokens, reasoning, searches) is not a count, and is taken as
	 * 0.
	 */
	DETAIL_INVALID;

	/** Returns the name in records, in the API and in meters. */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Returns marks as one text; null when there are none. */
	public static @Nullable String text(Set<UsageMark> marks) {
		return marks.isEmpty() ? null : marks.stream().map(UsageMark::word).sorted().collect(Collectors.joining(","));
	}

	/** Parses such a text. Unknown names, from other versions, are ignored. */
	public static Set<UsageMark> read(@Nullable String text) {
		Set<UsageMark> marks = EnumSet.noneOf(UsageMark.class);
		if (text != null) {
			List<String> words = List.of(text.split(","));
			for (UsageMark mark : values()) {
				if (words.contains(mark.word())) {
					marks.add(mark);
				}
			}
		}
		return marks;
	}

}
