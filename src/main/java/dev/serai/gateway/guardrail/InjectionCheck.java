package dev.serai.gateway.guardrail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.serai.gateway.call.Call;

/**
 * Scores signs of prompt injection in the texts of users and tools. Each sign has a
 * weight; weights are combined like independent probabilities and compared with a
 * threshold. The check is a hint, not proof: it finds plain attempts and misses clever
 * ones.
 */
final class InjectionCheck implements RequestCheck {

	/** The signs and their weights. */
	private enum Sign {

		OVERRIDE(0.7), LEAK(0.5), PERSONA(0.5), ROLE(0.4), MARKUP(0.6), INVISIBLE(0.6), ENCODED(0.7);

		private final double weight;

		Sign(double weight) {
			this.weight = weight;
		}

	}

	private static final int TO_IGNORE = 1;

	private static final int EARLIER = 2;

	private static final int RULES = 4;

	private static final int TO_SHOW = 8;

	private static final int HIDDEN = 16;

	/** Words within this distance belong together. */
	private static final int NEAR = 8;

	private static final int SHORTEST_CODE = 24;

	private static final int LONGEST_CODE = 4096;

	private static final int MOST_CODES = 64;

	private static final int MANY_TAGS = 10;

	private static final int MANY_ZERO_WIDTHS = 4;

	private static final Map<Integer, Integer> WORDS = words();

	private static final Detector PHRASES = new Detector(List.of(
			new Words("persona",
					List.of("do anything now", "developer mode", "jailbreak", "jailbroken", "you are now dan",
							"act as dan", "no restrictions", "without restrictions", "without any restrictions",
							"unrestricted ai", "no ethical guidelines", "ignore your guidelines"))::recogniser,
			new Words("markup",
					List.of("<|im_start|>", "<|im_end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|endoftext|>",
							"<|start_header_id|>", "<|eot_id|>", "[inst]", "[/inst]", "<<sys>>", "<</sys>>", "<system>",
							"</system>", "<system_prompt>", "</system_prompt>", "### system:", "[system]",
							"<|end_of_turn|>", "<start_of_turn>"))::recogniser));

	private final double threshold;

	/**
	 * @param threshold above 0, at most 1
	 */
	InjectionCheck(double threshold) {
		this.threshold = threshold;
	}

	private static Map<Integer, Integer> words() {
		Map<Integer, Integer> words = new HashMap<>();
		put(words, TO_IGNORE, "ignore", "disregard", "forget", "override", "bypass", "ignoriere", "ignorieren",
				"vergiss", "ignora", "olvida", "ignorez", "oublie", "oubliez", "dimentica");
		put(words, EARLIER, "previous", "prior", "above", "earlier", "preceding", "foregoing", "all", "existing",
				"original", "initial", "vorherigen", "vorigen", "bisherigen", "obigen", "alle", "anteriores", "previas",
				"précédentes", "toutes", "precedenti", "system");
		put(words, RULES, "instructions", "instruction", "prompt", "prompts", "rules", "guidelines", "directions",
				"directives", "programming", "anweisungen", "regeln", "instrucciones", "reglas", "consignes",
				"istruzioni");
		put(words, TO_SHOW, "reveal", "print", "show", "repeat", "output", "display", "leak", "disclose", "zeige",
				"muestra", "affiche");
		put(words, HIDDEN, "system", "hidden", "initial", "original", "secret", "developer");
		return words;
	}

	private static void put(Map<Integer, Integer> words, int sort, String... all) {
		for (String word : all) {
			words.merge(word.hashCode(), sort, (one, other) -> one | other);
		}
	}

	@Override
	public void look(Call call, Findings findings) {
		Signs found = new Signs();
		call.request().textsOfUsersAndTools(found);
		int signs = found.all;
		double innocence = 1;
		for (Sign sign : Sign.values()) {
			innocence *= has(signs, sign) ? 1 - sign.weight : 1;
		}
		if (1 - innocence >= this.threshold) {
			for (Sign sign : Sign.values()) {
				if (has(signs, sign)) {
					findings.add(sign.name().toLowerCase(java.util.Locale.ROOT));
				}
			}
		}
	}

	private static boolean has(int signs, Sign sign) {
		return (signs & bit(sign)) != 0;
	}

	private static int bit(Sign sign) {
		return 1 << sign.ordinal();
	}

	private static int signsIn(String text) {
		int signs = words(text) | invisible(text) | codes(text);
		Findings phrases = new Findings();
		PHRASES.scan(text, new Scanner.Sink() {
			@Override
			public void text(String plain) {
				// Only findings count.
			}

			@Override
			public void found(String finding) {
				phrases.add(finding);
			}
		});
		signs |= phrases.counts().containsKey("persona") ? bit(Sign.PERSONA) : 0;
		return signs | (phrases.counts().containsKey("markup") ? bit(Sign.MARKUP) : 0);
	}

	/** Finds signs in the words, using the last positions of each kind of word. */
	private static int words(String text) {
		Thought thought = new Thought();
		int hash = 0;
		boolean lineBegins = true;
		boolean firstOfLine = true;
		for (int i = 0; i <= text.length(); i++) {
			char c = (i < text.length()) ? text.charAt(i) : ' ';
			if (Character.isLetter(c)) {
				firstOfLine = (hash == 0) ? lineBegins : firstOfLine;
				hash = 31 * hash + Character.toLowerCase(c);
				continue;
			}
			if (hash != 0) {
				thought.word(WORDS.getOrDefault(hash, 0));
				if (c == ':' && firstOfLine && (hash == "system".hashCode() || hash == "assistant".hashCode())) {
					thought.signs |= bit(Sign.ROLE);
				}
				hash = 0;
				lineBegins = false;
			}
			if (c == '\n') {
				lineBegins = true;
			}
		}
		return thought.signs;
	}

	/** Finds invisible characters. */
	private static int invisible(String text) {
		int tags = 0;
		int zeroWidths = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < 0x200b) {
				continue;
			}
			if (c == '\u202d' || c == '\u202e') {
				return bit(Sign.INVISIBLE);
			}
			zeroWidths += (c == '\u200b' || c == '\u2060' || (c == '\ufeff' && i > 0)) ? 1 : 0;
			// The plane of tags, and of variation selectors that emoji do not use.
			tags += (c == '\udb40') ? 1 : 0;
		}
		return (tags >= MANY_TAGS || zeroWidths >= MANY_ZERO_WIDTHS) ? bit(Sign.INVISIBLE) : 0;
	}

	/** Decodes Base64 and looks for signs in it. */
	private static int codes(String text) {
		int start = 0;
		int codes = 0;
		for (int i = 0; i <= text.length(); i++) {
			char c = (i < text.length()) ? text.charAt(i) : ' ';
			if (Chars.isAlphanumeric(c) || c == '+' || c == '/') {
				continue;
			}
			if (i - start >= SHORTEST_CODE && codes++ < MOST_CODES
					&& hides(text.substring(start, Math.min(i, start + LONGEST_CODE)))) {
				return bit(Sign.ENCODED);
			}
			start = i + 1;
		}
		return 0;
	}

	private static boolean hides(String code) {
		String whole = code.substring(0, code.length() - ((code.length() % 4 == 1) ? 1 : 0));
		try {
			String clear = new String(Base64.getDecoder().decode(whole), StandardCharsets.ISO_8859_1);
			return (words(clear) & (bit(Sign.OVERRIDE) | bit(Sign.LEAK))) != 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** Collects the signs of all texts. */
	private static final class Signs implements Consumer<String> {

		private int all;

		@Override
		public void accept(String text) {
			this.all |= signsIn(text);
		}

	}

	/** Words that are near each other. */
	private static final class Thought {

		private int signs;

		private int number;

		private int toIgnore = -NEAR;

		private int earlier = -NEAR;

		private int rules = -NEAR;

		private int toShow = -NEAR;

		private int hidden = -NEAR;

		void word(int sorts) {
			this.number++;
			if (sorts == 0) {
				return;
			}
			this.toIgnore = ((sorts & TO_IGNORE) != 0) ? this.number : this.toIgnore;
			this.earlier = ((sorts & EARLIER) != 0) ? this.number : this.earlier;
			this.rules = ((sorts & RULES) != 0) ? this.number : this.rules;
			this.toShow = ((sorts & TO_SHOW) != 0) ? this.number : this.toShow;
			this.hidden = ((sorts & HIDDEN) != 0) ? this.number : this.hidden;
			if (follow(this.toIgnore, this.earlier, this.rules)) {
				this.signs |= bit(Sign.OVERRIDE);
			}
			if (follow(this.toShow, this.hidden, this.rules)) {
				this.signs |= bit(Sign.LEAK);
			}
		}

		private boolean follow(int verb, int one, int other) {
			return verb > 0 && one > verb && other > verb && one - verb <= NEAR && other - verb <= NEAR;
		}

	}

}
