package dev.serai.gateway.provider;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * A protocol's table of finish reasons. A reason that is not in it is a failure, because
 * an undocumented end may not be a normal one. Case, {@code -} and {@code _} are ignored;
 * of a reason with an explanation after a colon the first part counts.
 */
public final class EndReasons {

	private static final int LONGEST_WORD = 60;

	private final Map<String, EndReason> byWord;

	private EndReasons(Map<String, EndReason> byWord) {
		this.byWord = byWord;
	}

	public static Builder table() {
		return new Builder();
	}

	/** Returns all rows, by reason. */
	public Map<String, EndReason> rows() {
		return this.byWord;
	}

	/**
	 * Returns the meaning of a reason; a failure's message contains the reason as the
	 * provider spelled it.
	 */
	public EndReason of(String word) {
		return switch (find(word)) {
			case EndReason.Finished finished -> finished;
			case EndReason.Failed(Kind kind, String why) -> failed(kind, word, why);
			case null -> failed(Kind.UNFINISHED, word, "it is not known to be the end of an answer");
		};
	}

	private static EndReason failed(Kind kind, String word, String why) {
		return new EndReason.Failed(kind, "The answer ended with the reason " + quoted(word) + ": " + why);
	}

	/** Returns whether the table lists a reason as a failure. */
	public boolean listsAsFailure(String word) {
		return find(word) instanceof EndReason.Failed;
	}

	private @Nullable EndReason find(String word) {
		EndReason known = this.byWord.get(word);
		if (known == null) {
			String plain = plain(word);
			known = this.byWord.get(plain);
			int colon = plain.indexOf(':');
			if (known == null && colon > 0) {
				known = this.byWord.get(plain.substring(0, colon).strip());
			}
		}
		return known;
	}

	private static String plain(String word) {
		return word.strip().toLowerCase(Locale.ROOT).replace('-', '_');
	}

	/** Makes a provider's reason safe to show. */
	private static String quoted(String word) {
		String text = word.strip().replaceAll("[^\\p{Alnum}_.: -]", "?");
		return '"' + ((text.length() > LONGEST_WORD) ? text.substring(0, LONGEST_WORD) : text) + '"';
	}

	/** Collects the rows. */
	public static final class Builder {

		private final Map<String, EndReason> rows = new LinkedHashMap<>();

		private Builder() {
		}

		/** Adds reasons that end an answer normally. */
		public Builder finish(FinishReason reason, String... words) {
			for (String word : words) {
				row(word, new EndReason.Finished(reason));
			}
			return this;
		}

		/** Adds a reason of an unfinished answer, with its explanation. */
		public Builder fail(Kind kind, String word, String why) {
			row(word, new EndReason.Failed(kind, why));
			return this;
		}

		private void row(String word, EndReason reason) {
			if (!word.equals(plain(word)) || this.rows.put(word, reason) != null) {
				throw new IllegalArgumentException("A word must be in its plain form and stand once: " + word);
			}
		}

		public EndReasons build() {
			return new EndReasons(Map.copyOf(this.rows));
		}

	}

}
