package dev.serai.gateway.budget;

import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.OperationRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its price before it is made.
 *
 * @param inputTokens roughly
 * @param media whether there may be more than text, in or out
 * @param tier the service tier that is asked for; null means standard
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
