package dev.serai.gateway.guardrail;

import org.apache.commons.validator.routines.DomainValidator;

/** Recognises e-mail addresses: a local part of up to 64 characters at a valid domain. */
final class EmailRecogniser implements Recogniser {

	private static final int MAX_LOCAL = 64;

	private static final int MAX_DOMAIN = 253;

	/**
	 * How many labels are removed from the end to find a valid domain:
	 * "bob@example.com.Yours" contains an address.
	 */
	private static final int MAX_CUTS = 4;

	private static final DomainValidator DOMAINS = DomainValidator.getInstance();

	/** No address begins before this position. */
	private int noneBefore;

	/** All characters up to here can be part of a local part. */
	private int runEnd;

	@Override
	public String finding() {
		return "email";
	}

	@Override
	public boolean beginsWith(char c) {
		return Chars.isAlphanumeric(c) || c == '_';
	}

	@Override
	public boolean beginsOtherwise() {
		return true;
	}

	@Override
	public boolean possibleIn(String whole) {
		return whole.indexOf('@') >= 0 || whole.indexOf('\uff20') >= 0;
	}

	@Override
	public boolean beginsWithinWord() {
		return true;
	}

	@Override
	public int end(Text text, int at) {
		if (at < this.noneBefore || !(Chars.isWord(text.at(at)) || text.at(at) == '_')) {
			return NONE;
		}
		int sign = Math.max(at, this.runEnd);
		int limit = at + MAX_LOCAL;
		while (sign < text.end() && sign <= limit && isLocal(text, sign)) {
			sign++;
		}
		this.runEnd = sign;
		if (sign > limit) {
			return NONE;
		}
		if (sign == text.end() && !text.isComplete()) {
			return MORE;
		}
		if (text.orNothing(sign) != '@' || text.at(sign - 1) == '.') {
			this.noneBefore = sign;
			return NONE;
		}
		int end = domainEnd(text, sign + 1);
		if (end == NONE) {
			this.noneBefore = sign + 1;
		}
		return end;
	}

	/**
	 * Letters, digits and the usual signs of addresses, without signs that usually
	 * precede one, such as =.
	 */
	private static boolean isLocal(Text text, int at) {
		char c = text.at(at);
		return switch (c) {
			case '.' -> text.orNothing(at - 1) != '.';
			case '_', '%', '+', '-', '\'' -> true;
			default -> Chars.isWord(c);
		};
	}

	private static int domainEnd(Text text, int from) {
		int end = from;
		while (end < text.end() && end - from <= MAX_DOMAIN && isDomain(text.at(end))) {
			end++;
		}
		if (end == text.end() && !text.isComplete() && end - from <= MAX_DOMAIN) {
			return MORE;
		}
		for (int cuts = 0; cuts <= MAX_CUTS; cuts++) {
			while (end > from && !Chars.isWord(text.at(end - 1))) {
				end--;
			}
			if (end - from < 4) {
				return NONE;
			}
			if (DOMAINS.isValid(text.between(from, end))) {
				return end;
			}
			while (end > from && text.at(end - 1) != '.') {
				end--;
			}
		}
		return NONE;
	}

	private static boolean isDomain(char c) {
		return c == '.' || c == '-' || Chars.isWord(c);
	}

}
