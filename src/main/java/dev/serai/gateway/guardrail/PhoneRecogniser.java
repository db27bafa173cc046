package dev.serai.gateway.guardrail;

import java.util.List;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Recognises telephone numbers that are valid in a country's numbering plan: the
 * international form anywhere; the national form only for the configured regions and only
 * in groups, because a plain row of digits is usually something else. Stateless.
 */
final class PhoneRecogniser implements Recogniser {

	private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

	private static final int MOST = 26;

	private static final int LEAST_DIGITS = 7;

	private static final int MOST_DIGITS = 15;

	private static final int MAX_CUTS = 3;

	private final List<Region> regions;

	/**
	 * @param regions the regions whose national numbers are recognised, as two-letter
	 * codes
	 */
	PhoneRecogniser(List<String> regions) {
		this.regions = regions.stream().map(Region::of).toList();
	}

	@Override
	public String finding() {
		return "phone";
	}

	@Override
	public boolean beginsWith(char c) {
		return c == '+' || c == '(' || Chars.isDigit(c);
	}

	@Override
	public int end(Text text, int at) {
		if (isWithin(text, at)) {
			return NONE;
		}
		int end = at;
		int digits = 0;
		while (end < text.end() && end - at <= MOST && belongs(text, end, at)) {
			digits += Chars.isDigit(text.at(end)) ? 1 : 0;
			end++;
		}
		if (end == text.end() && !text.isComplete() && end - at <= MOST) {
			return MORE;
		}
		// The characters after the number that are looked at have arrived by now.
		return (digits < LEAST_DIGITS) ? NONE : number(text, at, Math.min(end, at + MOST - 1));
	}

	/** Returns whether the position is within a word or a longer code. */
	private static boolean isWithin(Text text, int at) {
		char before = text.orNothing(at - 1);
		if (text.at(at) == '+') {
			return Chars.isWord(before);
		}
		return Chars.isWord(before) || before == '_' || before == '+' || before == '(' || before == '$'
				|| (before == '-' || before == '.' || before == '/' || before == ',' || before == ':')
						&& Chars.isWord(text.orNothing(at - 2));
	}

	private static boolean belongs(Text text, int at, int start) {
		char c = text.at(at);
		return switch (c) {
			case ' ', '-', '.', '/', '(', ')' -> {
				char before = text.orNothing(at - 1);
				yield at == start || Chars.isDigit(before) || before == ')' || (before == ' ' && c == '(')
						|| (before == ')' && c == ' ');
			}
			case '+' -> at == start;
			default -> Chars.isDigit(c);
		};
	}

	/**
	 * Returns the end of the longest number that begins here and ends at the end of a
	 * group.
	 */
	private int number(Text text, int at, int limit) {
		int end = limit;
		for (int cuts = 0; cuts <= MAX_CUTS; cuts++) {
			while (end > at && !Chars.isDigit(text.at(end - 1))) {
				end--;
			}
			if (end - at < LEAST_DIGITS) {
				return NONE;
			}
			char after = text.orNothing(end);
			boolean goesOn = Chars.isWord(after) || (after == '.' && Chars.isDigit(text.orNothing(end + 1)));
			if (!goesOn && isNumber(text.between(at, end), followsGroup(text, at))) {
				return end;
			}
			while (end > at && Chars.isDigit(text.at(end - 1))) {
				end--;
			}
		}
		return NONE;
	}

	/** Returns whether a group of digits and a space precede. */
	private static boolean followsGroup(Text text, int at) {
		return text.orNothing(at - 1) == ' ' && Chars.isDigit(text.orNothing(at - 2));
	}

	/**
	 * @param follows whether the candidate is in a row of groups, where only brackets and
	 * dashes show that a national number begins
	 */
	private boolean isNumber(String candidate, boolean follows) {
		int digits = 0;
		int groups = 0;
		int dots = 0;
		for (int i = 0; i < candidate.length(); i++) {
			boolean digit = Chars.isDigit(candidate.charAt(i));
			digits += digit ? 1 : 0;
			groups += (digit && (i == 0 || !Chars.isDigit(candidate.charAt(i - 1)))) ? 1 : 0;
			dots += (candidate.charAt(i) == '.') ? 1 : 0;
		}
		if (digits < LEAST_DIGITS || digits > MOST_DIGITS) {
			return false;
		}
		if (candidate.charAt(0) == '+') {
			return isValid(candidate, null);
		}
		if (candidate.startsWith("00")) {
			return isValid("+" + candidate.substring(2), null);
		}
		if (groups < 2 || groups > 5 || dots == 3 || isDate(candidate)
				|| (follows && candidate.indexOf('-') < 0 && candidate.charAt(0) != '(')) {
			return false;
		}
		for (Region region : this.regions) {
			if (region.begins(candidate, digits) && isValid(candidate, region.name)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isValid(String candidate, @Nullable String region) {
		try {
			PhoneNumber number = PHONES.parse(candidate, region);
			return (region != null) ? PHONES.isValidNumberForRegion(number, region) : PHONES.isValidNumber(number);
		}
		catch (NumberParseException ex) {
			return false;
		}
	}

	/** 2026-11-25, optionally followed by a time, and 25.11.2026. */
	private static boolean isDate(String candidate) {
		return (groupOf(candidate, 0) == 4 && isYear(candidate, 0) && groupOf(candidate, 5) == 2)
				|| (groupOf(candidate, 0) <= 2 && groupOf(candidate, groupOf(candidate, 0) + 1) <= 2
						&& endsInYear(candidate));
	}

	private static boolean endsInYear(String candidate) {
		int start = candidate.length() - 4;
		return start > 1 && groupOf(candidate, start) == 4 && !Chars.isDigit(candidate.charAt(start - 1))
				&& isYear(candidate, start);
	}

	private static boolean isYear(String candidate, int at) {
		return candidate.startsWith("19", at) || candidate.startsWith("20", at);
	}

	private static int groupOf(String candidate, int from) {
		int end = from;
		while (end < candidate.length() && Chars.isDigit(candidate.charAt(end))) {
			end++;
		}
		return end - from;
	}

	/**
	 * A region whose national numbers are recognised.
	 *
	 * @param prefix what national numbers begin with; empty when nothing
	 * @param american whether they have ten digits, with or without a leading 1
	 */
	private record Region(String name, String prefix, boolean american) {

		static Region of(String name) {
			boolean american = PHONES.getCountryCodeForRegion(name) == 1;
			String prefix = PHONES.getNddPrefixForRegion(name, true);
			return new Region(name, (american || prefix == null) ? "" : prefix, american);
		}

		/**
		 * Returns whether the candidate may be one of the region's numbers; faster than
		 * the numbering plan.
		 */
		boolean begins(String candidate, int digits) {
			if (this.american) {
				return digits == 10 || (digits == 11 && candidate.startsWith("1"));
			}
			return candidate.startsWith(this.prefix, (candidate.charAt(0) == '(') ? 1 : 0);
		}

	}

}
