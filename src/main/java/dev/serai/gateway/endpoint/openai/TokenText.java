package dev.serai.gateway.endpoint.openai;

import java.util.List;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Decodes token ids of cl100k_base, the encoding of OpenAI's embedding models, so that
 * guardrails check them like text. The vocabulary is loaded with the first ids.
 */
final class TokenText {

	/** Token ids from 0 up to this one stand for text; higher ones are special tokens. */
	private static final int TEXT_TOKENS = 100_256;

	private TokenText() {
	}

	/** Returns the text; null when one of the ids is unknown. */
	static @Nullable String of(List<Integer> ids) {
		IntArrayList tokens = new IntArrayList(ids.size());
		for (int id : ids) {
			if (id < 0 || id >= TEXT_TOKENS) {
				return null;
			}
			tokens.add(id);
		}
		return Cl100k.ENCODING.decode(tokens);
	}

	/** Loads the vocabulary on first use. */
	private static final class Cl100k {

		static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

	}

}
