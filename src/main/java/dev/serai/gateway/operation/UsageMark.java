package dev.serai.gateway.operation;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** What is wrong with the figures that a provider gave of an attempt's usage. */
public enum UsageMark {

	/** A later figure was smaller than an earlier one. The larger one is kept. */
	SHRUNK,
	/** No figure of the input, or 0. Serai counted it. */
	INPUT_MISSING,
	/** A figure of the input is no count: negative, a fraction, a text. */
	INPUT_INVALID,
	/** More input than the model's window holds. */
	INPUT_IMPOSSIBLE,
	/** The input's figure is far from Serai's own count. */
	INPUT_MISMATCH,
	/** No figure of the output, or 0, although there is some. Serai counted it. */
	OUTPUT_MISSING,
	/** A figure of the output is no count: negative, a fraction, a text. */
	OUTPUT_INVALID,
	/** More output than the model can give. */
	OUTPUT_IMPOSSIBLE,
	/** The output's figure is far from Serai's own count. */
	OUTPUT_MISMATCH,
	/**
	 * A figure beside the two totals (cached tokens, reasoning, searches) is no count,
	 * and was taken as 0.
	 */
	DETAIL_INVALID;

	/** As it stands in records, in the API and on meters. */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Marks as one text; null when there are none. */
	public static @Nullable String text(Set<UsageMark> marks) {
		return marks.isEmpty() ? null : marks.stream().map(UsageMark::word).sorted().collect(Collectors.joining(","));
	}

	/** The marks in such a text. A word of another version is passed over. */
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
