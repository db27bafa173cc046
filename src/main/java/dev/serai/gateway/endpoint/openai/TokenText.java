package dev.serai.gateway.endpoint.openai;

import java.util.List;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The text that token ids stand for in cl100k_base, the encoding of OpenAI's embedding
 * models. Guardrails look at it: token ids are no way around them. The vocabulary is
 * loaded when the first ids come.
 */
final class TokenText {

	/** The tokens that stand for text, from 0; what follows are marks. */
	private static final int TEXT_TOKENS = 100_256;

	private TokenText() {
	}

	/** The text; null when one of the ids is unknown. */
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

	/** Loads the vocabulary when it is first asked for. */
	private static final class Cl100k {

		static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

	}

}
