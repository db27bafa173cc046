package dev.serai.gateway.budget;

import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.OperationRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request's price before it is sent.
 *
 * @param inputTokens the estimated input tokens
 * @param media whether input or output may be more than text
 * @param tier the requested service tier; null means standard
 */
record Foreseen(long inputTokens, boolean media, @Nullable String tier) {

	static Foreseen of(OperationRequest request) {
		return new Foreseen(TokenEstimate.rough().of(request), request.mayAnswerInMedia() || hasMedia(request),
				request.serviceTier());
	}

	private static boolean hasMedia(OperationRequest request) {
		return request.inputs().keySet().stream().anyMatch(modality -> modality != Modality.TEXT);
	}

}
