package dev.serai.gateway.guardrail;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Recognises words and phrases, stored as a trie. Case is ignored, a space in a phrase
 * matches any white space, and invisible characters are skipped. In scripts that separate
 * words, only whole words match. Immutable. (Aho–Corasick libraries read only whole
 * texts; here the end of the available text must show whether more is needed.)
 */
final class Words {

	/** The longest white space between two words of a phrase, in characters. */
	private static final int MAX_SPACE = 8;

	/** The most invisible characters that are skipped in one phrase. */
	private static final int MAX_UNSEEN = 64;

	private final String finding;

	private final Node root = new Node();

	private final boolean[] first = new boolean[128];

	/**
	 * @param finding the name of the kind of finding
	 */
	Words(String finding, Collection<String> phrases) {
		this.finding = finding;
		for (String phrase : phrases) {
			String plain = phrase.strip();
			Node node = this.root;
			boolean space = false;
			for (int i = 0; i < plain.length(); i++) {
				char c = fold(plain.charAt(i));
				if (Chars.isUnseen(c)) {
					continue;
				}
				if (!(c == ' ' && space)) {
					node = node.next.computeIfAbsent(c, key -> new Node());
				}
				space = c == ' ';
			}
			node.last = true;
		}
		for (char c = 0; c < 128; c++) {
			this.first[c] = this.root.next.containsKey(fold(c));
		}
	}

	Recogniser recogniser() {
		return new InText();
	}

	private static char fold(char written) {
		char c = Chars.plain(written);
		return Character.isWhitespace(c) ? ' ' : Character.toLowerCase(Character.toUpperCase(c));
	}

	private static final class Node {

		final Map<Character, Node> next = new HashMap<>(4);

		boolean last;

	}

	/** Stateless. */
	private final class InText implements Recogniser {

		@Override
		public String finding() {
			return Words.this.finding;
		}

		@Override
		public boolean beginsWith(char c) {
			return Words.this.first[c];
		}

		@Override
		public boolean beginsOtherwise() {
			return true;
		}

		@Override
		public boolean beginsWithinWord() {
			return true;
		}

		@Override
		public int end(Text text, int at) {
			if (Chars.joinsWords(text.orNothing(at - 1)) && Chars.joinsWords(text.at(at))) {
				return NONE;
			}
			int longest = NONE;
			Node node = Words.this.root;
			int position = at;
			int unseen = 0;
			while (true) {
				if (position >= text.end()) {
					if (!text.isComplete()) {
						return MORE;
					}
					return node.last ? position : longest;
				}
				char c = text.at(position);
				if (node.last && !(Chars.joinsWords(c) && Chars.joinsWords(text.at(position - 1)))) {
					longest = position;
				}
				char folded = fold(c);
				Node next = node.next.get(folded);
				if (next == null) {
					if (position > at && Chars.isUnseen(c) && unseen < MAX_UNSEEN) {
						unseen++;
						position++;
						continue;
					}
					return longest;
				}
				node = next;
				position++;
				if (folded == ' ') {
					int space = 1;
					while (position < text.end() && space < MAX_SPACE && fold(text.at(position)) == ' ') {
						position++;
						space++;
					}
				}
			}
		}

	}

}
