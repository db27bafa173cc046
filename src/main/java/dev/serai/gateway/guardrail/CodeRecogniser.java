package dev.serai.gateway.guardrail;

import java.util.function.Predicate;

/**
 * Recognises codes of a fixed form with check digits, such as national ids. Stateless.
 */
final class CodeRecogniser implements Recogniser {

	private final String finding;

	private final String form;

	private final String separators;

	private final boolean separated;

	private final Predicate<String> check;

	/**
	 * @param form {@code A} a letter, {@code D} a digit, {@code X} either; {@code |}
	 * where a separator may be
	 * @param separators the allowed separators
	 * @param separated whether separators are required
	 * @param check whether the code, in upper case and without separators, is valid
	 */
	CodeRecogniser(String finding, String form, String separators, boolean separated, Predicate<String> check) {
		this.finding = finding;
		this.form = form;
		this.separators = separators;
		this.separated = separated;
		this.check = check;
	}

	@Override
	public String finding() {
		return this.finding;
	}

	@Override
	public boolean beginsWith(char c) {
		return fits(this.form.charAt(0), c);
	}

	@Override
	public int end(Text text, int at) {
		if (joins(text.orNothing(at - 1))) {
			return NONE;
		}
		int position = at;
		char separator = Text.NOTHING;
		for (int i = 0; i < this.form.length(); i++) {
			char wanted = this.form.charAt(i);
			if (position >= text.end()) {
				return text.isComplete() ? NONE : MORE;
			}
			char c = text.at(position);
			if (wanted == '|') {
				boolean any = this.separators.indexOf(c) >= 0 && (separator == Text.NOTHING || separator == c);
				if (any) {
					separator = c;
					position++;
				}
				else if (this.separated) {
					return NONE;
				}
			}
			else if (fits(wanted, c)) {
				position++;
			}
			else {
				return NONE;
			}
		}
		if (position == text.end() && !text.isComplete()) {
			return MORE;
		}
		return (!joins(text.orNothing(position)) && this.check.test(plain(text, at, position))) ? position : NONE;
	}

	private static String plain(Text text, int from, int to) {
		StringBuilder plain = new StringBuilder(to - from);
		for (int i = from; i < to; i++) {
			if (Chars.isAlphanumeric(text.at(i))) {
				plain.append(Chars.upper(text.at(i)));
			}
		}
		return plain.toString();
	}

	private static boolean joins(char c) {
		return Chars.isWord(c) || c == '_';
	}

	private static boolean fits(char wanted, char c) {
		return switch (wanted) {
			case 'D' -> Chars.isDigit(c);
			case 'A' -> Chars.isAlphanumeric(c) && !Chars.isDigit(c);
			default -> Chars.isAlphanumeric(c);
		};
	}

}
