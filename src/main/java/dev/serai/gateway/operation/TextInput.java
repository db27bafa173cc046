package dev.serai.gateway.operation;

import java.util.List;

/** A text of a request that the model reads by itself, for a vector or to go on from. */
public sealed interface TextInput {

	/** What the model reads. */
	String text();

	/** Shows it to who counts it. */
	void measure(InputMeter meter);

	/** Adds it to what tells requests apart. */
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
	 * A text as the tokens of a model.
	 *
	 * @param ids as the caller sent them
	 * @param text what they stand for
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
