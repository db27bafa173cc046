package dev.serai.gateway.operation;

import java.util.List;

/** A text of a request that the model reads separately, to embed or to continue it. */
public sealed interface TextInput {

	/** Returns the text that the model reads. */
	String text();

	/** Passes the text to a meter. */
	void measure(InputMeter meter);

	/** Adds the text to a digest. */
	void identify(Digest key);

	/** A text. */
	record Text(String text) implements TextInput {

		@Override
		public void measure(InputMeter meter) {
			meter.text(this.text);
		}

		@Override
		public void identify(Digest key) {
			key.kind('T', 0).text(this.text);
		}

	}

	/**
	 * A text as token ids.
	 *
	 * @param ids as the caller sent them
	 * @param text the decoded text
	 */
	record Tokens(List<Integer> ids, String text) implements TextInput {

		@Override
		public void measure(InputMeter meter) {
			meter.tokens(this.ids.size());
		}

		@Override
		public void identify(Digest key) {
			key.kind('N', 0).list(this.ids, key::whole);
		}

	}

}
