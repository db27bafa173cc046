package dev.serai.gateway.guardrail;

import org.apache.commons.validator.routines.IBANValidator;

/**
 * Recognises international bank account numbers by their country's form and their check
 * digits, in one piece or in groups. Stateless.
 */
final class IbanRecogniser implements Recogniser {

	private static final IBANValidator IBANS = IBANValidator.getInstance();

	@Override
	public String finding() {
		return "iban";
	}

	@Override
	public boolean beginsWith(char c) {
		return Chars.isAlphanumeric(c) && !Chars.isDigit(c);
	}

	@Override
	public int end(Text text, int at) {
		char before = text.orNothing(at - 1);
		if (Chars.isWord(before) || before == '_') {
			return NONE;
		}
		for (int i = 1; i < 4; i++) {
			if (at + i >= text.end()) {
				return text.isComplete() ? NONE : MORE;
			}
			char c = text.at(at + i);
			if ((i == 1) ? (!Chars.isAlphanumeric(c) || Chars.isDigit(c)) : !Chars.isDigit(c)) {
				return NONE;
			}
		}
		IBANValidator.Validator country = IBANS
			.getValidator("" + Chars.upper(text.at(at)) + Chars.upper(text.at(at + 1)));
		return (country != null) ? whole(text, at, country.getIbanLength()) : NONE;
	}

	private static int whole(Text text, int at, int length) {
		StringBuilder code = new StringBuilder(length);
		int position = at;
		while (code.length() < length) {
			if (position >= text.end()) {
				return text.isComplete() ? NONE : MORE;
			}
			char c = text.at(position++);
			boolean separator = (c == ' ' || c == '-') && Chars.isAlphanumeric(text.orNothing(position - 2));
			if (Chars.isAlphanumeric(c)) {
				code.append(Chars.upper(c));
			}
			else if (!separator) {
				return NONE;
			}
		}
		if (position == text.end() && !text.isComplete()) {
			return MORE;
		}
		char after = text.orNothing(position);
		return (!Chars.isWord(after) && after != '_' && IBANS.isValid(code.toString())) ? position : NONE;
	}

}
