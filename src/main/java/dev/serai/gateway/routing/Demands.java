package dev.serai.gateway.routing;

import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.OperationRequest;

/**
 * What a request needs from a model, computed once per request.
 *
 * @param inputTokens the input that must fit into the context window, estimated
 * @param modalities one bit for each {@link Modality} other than text in the input
 * @param maxOutput the most tokens of the answer; 0 when the request does not set it
 * @param capabilities one bit for each {@link Capability} that is needed
 */
record Demands(long inputTokens, long maxOutput, int modalities, int capabilities) {

	static Demands of(RoutingRequest request) {
		OperationRequest asked = request.asked();
		Integer most = asked.maxOutputTokens();
		int modalities = 0;
		for (Modality modality : asked.inputs().keySet()) {
			modalities |= (modality == Modality.TEXT) ? 0 : DeploymentView.bit(modality);
		}
		int capabilities = 0;
		for (Capability capability : asked.demands()) {
			capabilities |= DeploymentView.bit(capability);
		}
		return new Demands(asked.inWindow(request.inputTokens()), (most != null) ? most : 0, modalities, capabilities);
	}

}
