package dev.serai.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Computes the vectors of simulated embeddings. The same text always gets the same
 * vector, of length 1, and texts that share words get similar vectors: each word has its
 * own direction, and a text is their sum.
 */
final class Embedder {

	/** The default number of dimensions. */
	static final int USUAL_DIMENSIONS = 256;

	private static final int MOST_DIMENSIONS = 4_096;

	private Embedder() {
	}

	/**
	 * @throws Refusal when no model has vectors of this length
	 */
	static float[] vector(String text, int dimensions) {
		if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
			throw Refusal.badRequest("dimensions must be from 1 to " + MOST_DIMENSIONS);
		}
		double[] sum = new double[dimensions];
		for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
			CRC32 hash = new CRC32();
			hash.update(word.getBytes(StandardCharsets.UTF_8));
			SplittableRandom direction = new SplittableRandom(hash.getValue());
			for (int i = 0; i < dimensions; i++) {
				sum[i] += direction.nextDouble(-1, 1);
			}
		}
		double length = 0;
		for (double part : sum) {
			length += part * part;
		}
		float[] vector = new float[dimensions];
		for (int i = 0; i < dimensions; i++) {
			vector[i] = (float) (sum[i] / Math.sqrt(length));
		}
		return vector;
	}

	/** About four characters per token. */
	static int tokens(String text) {
		return Math.max(1, text.length() / 4);
	}

}
