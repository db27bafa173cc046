package dev.serai.gateway.guardrail;

import java.util.ArrayList;
import java.util.List;

/**
 * Recognises keys and tokens by their issuers' prefixes. A match includes all following
 * characters of a token, however long.
 */
final class SecretRecogniser implements Recogniser {

	/** This many characters are enough to recognise a token. */
	private static final int ENOUGH = 40;

	private static final int JWT_HEADER = 512;

	private static final List<Prefix> PREFIXES = List.of(new Prefix("sk-", 20, 0), new Prefix("sk_live_", 16, 0),
			new Prefix("sk_test_", 16, 0), new Prefix("rk_live_", 16, 0), new Prefix("pk_live_", 16, 0),
			new Prefix("AKIA", 16, 16), new Prefix("ASIA", 16, 16), new Prefix("AIza", 35, 35),
			new Prefix("ya29.", 20, 0), new Prefix("ghp_", 30, 0), new Prefix("gho_", 30, 0), new Prefix("ghu_", 30, 0),
			new Prefix("ghs_", 30, 0), new Prefix("ghr_", 30, 0), new Prefix("github_pat_", 30, 0),
			new Prefix("glpat-", 20, 0), new Prefix("xoxb-", 20, 0), new Prefix("xoxp-", 20, 0),
			new Prefix("xoxa-", 20, 0), new Prefix("xoxr-", 20, 0), new Prefix("xoxs-", 20, 0),
			new Prefix("xapp-", 20, 0), new Prefix("gsk_", 30, 0), new Prefix("xai-", 30, 0), new Prefix("hf_", 30, 0),
			new Prefix("r8_", 30, 0), new Prefix("npm_", 30, 0), new Prefix("pypi-", 40, 0), new Prefix("SG.", 30, 0),
			new Prefix("dop_v1_", 40, 0), new Prefix("pplx-", 30, 0), new Prefix("tvly-", 20, 0),
			new Prefix("shpat_", 30, 0));

	private static final String JWT = "eyJ";

	private static final Prefix[][] BY_FIRST = byFirst();

	private boolean jwt;

	private static Prefix[][] byFirst() {
		Prefix[][] byFirst = new Prefix[128][];
		for (Prefix prefix : PREFIXES) {
			char first = prefix.text.charAt(0);
			List<Prefix> all = (byFirst[first] != null) ? new ArrayList<>(List.of(byFirst[first])) : new ArrayList<>();
			all.add(prefix);
			byFirst[first] = all.toArray(Prefix[]::new);
		}
		return byFirst;
	}

	@Override
	public String finding() {
		return "secret";
	}

	@Override
	public boolean beginsWith(char c) {
		return c == JWT.charAt(0) || BY_FIRST[c] != null;
	}

	@Override
	public int end(Text text, int at) {
		if (Chars.isWord(text.orNothing(at - 1))) {
			return NONE;
		}
		char first = text.at(at);
		this.jwt = first == JWT.charAt(0);
		if (this.jwt) {
			return jwt(text, at);
		}
		Prefix[] prefixes = BY_FIRST[first];
		for (int i = 0; i < prefixes.length; i++) {
			int end = prefixes[i].end(text, at);
			if (end != NONE) {
				return end;
			}
		}
		return NONE;
	}

	/** A JWT: the first two parts encode JSON objects; the rest may be anything. */
	private static int jwt(Text text, int at) {
		int starts = starts(text, at, JWT);
		if (starts < 0) {
			return starts;
		}
		int dot = starts;
		while (dot < text.end() && dot - at < JWT_HEADER && isTokenPart(text.at(dot))) {
			dot++;
		}
		if (dot == text.end() && !text.isComplete() && dot - at < JWT_HEADER) {
			return MORE;
		}
		return (text.orNothing(dot) == '.' && dot - at > 10) ? starts(text, dot + 1, JWT) : NONE;
	}

	/** Returns the position after a prefix that stands here. */
	private static int starts(Text text, int at, String prefix) {
		for (int i = 0; i < prefix.length(); i++) {
			if (at + i >= text.end()) {
				return text.isComplete() ? NONE : MORE;
			}
			if (text.at(at + i) != prefix.charAt(i)) {
				return NONE;
			}
		}
		return at + prefix.length();
	}

	@Override
	public int rest(Text text, int from) {
		int end = from;
		while (end < text.end() && (isTokenPart(text.at(end)) || (this.jwt && text.at(end) == '.'))) {
			end++;
		}
		return end;
	}

	private static boolean isTokenPart(char c) {
		return Chars.isAlphanumeric(c) || c == '_' || c == '-';
	}

	/**
	 * The prefix of a kind of token.
	 *
	 * @param least the least number of characters after it
	 * @param exactly the exact number of characters after it, where 16 means capitals and
	 * digits only; 0 when it varies
	 */
	private record Prefix(String text, int least, int exactly) {

		int end(Text in, int at) {
			int start = starts(in, at, this.text);
			return (start < 0) ? start : (this.exactly > 0) ? exact(in, start) : open(in, start);
		}

		private int exact(Text in, int start) {
			int end = start + this.exactly;
			for (int i = start; i <= end; i++) {
				if (i >= in.end()) {
					return in.isComplete() && i == end ? end : in.isComplete() ? NONE : MORE;
				}
				boolean fits = (this.exactly == 16) ? Chars.isUpper(in.at(i)) || Chars.isDigit(in.at(i))
						: isTokenPart(in.at(i));
				if (fits == (i == end)) {
					return NONE;
				}
			}
			return end;
		}

		/** Words joined by dashes are no token: a token has a digit early. */
		private int open(Text in, int start) {
			int end = start;
			int digits = 0;
			int letters = 0;
			while (end < in.end() && end - start < ENOUGH && isTokenPart(in.at(end))) {
				digits += Chars.isDigit(in.at(end)) ? 1 : 0;
				letters += Chars.isAlphanumeric(in.at(end)) ? 1 : 0;
				end++;
			}
			if (end == in.end() && !in.isComplete() && end - start < ENOUGH) {
				return MORE;
			}
			return (end - start >= this.least && digits >= 2 && letters > digits) ? end : NONE;
		}

	}

}
