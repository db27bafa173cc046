package dev.serai.gateway.routing;

import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.OperationRequest;

/**
 * What a request demands of a model, read from it once.
 *
 * @param inputTokens those that must fit the window together, estimated
 * @param modalities a bit for each {@link Modality} beyond text that the input holds
 * @param maxOutput the most tokens that the answer may have; 0 when not said
 * @param capabilities a bit for each {@link Capability} that is needed
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
