package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/** Validates a rule's terms: only terms that its kind has, within their ranges. */
final class TermsCheck {

	/** The shortest interval between reminders. */
	static final Duration SHORTEST_REMINDER = Duration.ofMinutes(1);

	private static final Duration LONGEST_LOOK_BACK = Duration.ofHours(1);

	private static final Duration LONGEST_LOOK_AHEAD = Duration.ofDays(366);

	private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

	private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

	private static final int DECIMALS = 12;

	private TermsCheck() {
	}

	/**
	 * @param complaint creates the exception for a field and the rule that it violates
	 */
	static void check(Kind kind, Terms terms, BiFunction<String, String, ? extends RuntimeException> complaint) {
		Terms usual = kind.usual();
		alien("threshold", terms.threshold(), usual.threshold(), kind, complaint);
		alien("window", terms.window(), usual.window(), kind, complaint);
		alien("minimumCalls", terms.minimumCalls(), usual.minimumCalls(), kind, complaint);
		alien("minimumUsd", terms.minimumUsd(), usual.minimumUsd(), kind, complaint);
		alien("per", terms.per(), usual.per(), kind, complaint);
		if (terms.threshold() != null) {
			amount("threshold", terms.threshold(), (kind == Kind.ERROR_RATE) ? PERCENT : MOST, true, complaint);
		}
		if (terms.minimumUsd() != null) {
			amount("minimumUsd", terms.minimumUsd(), MOST, false, complaint);
		}
		if (terms.minimumCalls() != null && terms.minimumCalls() < 1) {
			throw complaint.apply("minimumCalls", "must be 1 or more");
		}
		if (terms.window() != null) {
			window(kind, terms.window(), complaint);
		}
	}

	private static void window(Kind kind, Duration window,
			BiFunction<String, String, ? extends RuntimeException> complaint) {
		boolean ahead = kind == Kind.PRICE_CHANGE || kind == Kind.DEPRECATION;
		Duration least = ahead ? Duration.ZERO : Duration.ofSeconds(1);
		Duration most = ahead ? LONGEST_LOOK_AHEAD : LONGEST_LOOK_BACK;
		if (window.compareTo(least) < 0 || window.compareTo(most) > 0) {
			throw complaint.apply("window", "must be from " + least + " to " + most + " for this kind");
		}
	}

	private static void amount(String field, BigDecimal amount, BigDecimal most, boolean positive,
			BiFunction<String, String, ? extends RuntimeException> complaint) {
		if (amount.signum() < (positive ? 1 : 0) || amount.compareTo(most) > 0
				|| amount.stripTrailingZeros().scale() > DECIMALS) {
			throw complaint.apply(field, "must be " + (positive ? "above" : "from") + " 0 and at most "
					+ most.toPlainString() + ", with at most " + DECIMALS + " decimals");
		}
	}

	private static void alien(String field, @Nullable Object said, @Nullable Object usual, Kind kind,
			BiFunction<String, String, ? extends RuntimeException> complaint) {
		if (said != null && usual == null) {
			throw complaint.apply(field, "does not belong to rules of the kind " + Words.of(kind));
		}
	}

}
