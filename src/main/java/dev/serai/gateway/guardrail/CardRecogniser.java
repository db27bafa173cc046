package dev.serai.gateway.guardrail;

import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/**
 * Recognises payment card numbers by issuer prefix, length and Luhn check digit, in one
 * piece or in the groups printed on cards. Stateless.
 */
final class CardRecogniser implements Recogniser {

	private static final int LEAST = 13;

	private static final int MOST = 19;

	private static final int[] FOURS = { 4, 4, 4, 4 };

	private static final int[] FOURS_AND_THREE = { 4, 4, 4, 4, 3 };

	private static final int[] AMEX = { 4, 6, 5 };

	private static final int[] DINERS = { 4, 6, 4 };

	private static final int[][] GROUPS = { FOURS_AND_THREE, FOURS, AMEX, DINERS };

	@Override
	public String finding() {
		return "card";
	}

	@Override
	public boolean beginsWith(char c) {
		return c >= '2' && c <= '6';
	}

	@Override
	public int end(Text text, int at) {
		if (goesOnBefore(text, at)) {
			return NONE;
		}
		int end = at;
		while (end < text.end() && end - at <= MOST && Chars.isDigit(text.at(end))) {
			end++;
		}
		if (end == text.end() && !text.isComplete() && end - at <= MOST) {
			return MORE;
		}
		if (end - at == 4) {
			return grouped(text, at);
		}
		boolean alone = end - at >= LEAST && end - at <= MOST && !goesOnAfter(text.orNothing(end));
		return (alone && isCard(text.between(at, end))) ? end : NONE;
	}

	private static int grouped(Text text, int at) {
		for (int[] groups : GROUPS) {
			int end = grouped(text, at, groups);
			if (end != NONE) {
				return end;
			}
		}
		return NONE;
	}

	private static int grouped(Text text, int at, int[] groups) {
		StringBuilder digits = new StringBuilder(MOST);
		char separator = text.orNothing(at + 4);
		int position = at;
		for (int i = 0; i < groups.length; i++) {
			if (i > 0) {
				if (position >= text.end() && !text.isComplete()) {
					return MORE;
				}
				if ((separator != ' ' && separator != '-') || text.orNothing(position) != separator) {
					return NONE;
				}
				position++;
			}
			for (int digit = 0; digit < groups[i]; digit++) {
				if (position >= text.end()) {
					return text.isComplete() ? NONE : MORE;
				}
				if (!Chars.isDigit(text.at(position))) {
					return NONE;
				}
				digits.append(text.at(position++));
			}
		}
		if (position >= text.end() && !text.isComplete()) {
			return MORE;
		}
		return (!goesOnAfter(text.orNothing(position)) && isCard(digits.toString())) ? position : NONE;
	}

	/** The digits of a fraction and the middle of a longer code are no card number. */
	private static boolean goesOnBefore(Text text, int at) {
		char before = text.orNothing(at - 1);
		return Chars.isWord(before) || before == '_'
				|| ((before == '.' || before == ',') && Chars.isDigit(text.orNothing(at - 2)));
	}

	private static boolean goesOnAfter(char after) {
		return Chars.isWord(after) || after == '_';
	}

	private static boolean isCard(String digits) {
		return isIssued(digits) && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits);
	}

	private static boolean isIssued(String digits) {
		int length = digits.length();
		int two = Integer.parseInt(digits.substring(0, 2));
		int three = Integer.parseInt(digits.substring(0, 3));
		int four = Integer.parseInt(digits.substring(0, 4));
		return switch (digits.charAt(0)) {
			case '4' -> length == 13 || length == 16 || length == 19;
			case '2' -> length == 16 && four >= 2221 && four <= 2720;
			case '3' -> (length == 15 && (two == 34 || two == 37))
					|| (length == 14 && (two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305)))
					|| (length >= 16 && four >= 3528 && four <= 3589);
			case '5' -> (length == 16 && two >= 51 && two <= 55) || four == 5018 || four == 5020 || four == 5038
					|| four == 5893;
			default -> (length >= 16 && (four == 6011 || two == 65 || two == 62 || (three >= 644 && three <= 649)))
					|| four == 6304 || four == 6759 || (four >= 6761 && four <= 6763);
		};
	}

}
