package dev.serai.gateway.routing;

import java.util.function.Predicate;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.operation.OperationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request to decide about.
 *
 * @param inputTokens the estimated length of the input
 * @param policy the policy to rank by ({@code x-serai-policy}); null leaves it to the
 * model's name or the standard policy
 * @param session the conversation ({@code x-serai-session}); null when not given
 * @param regions whether a provider in a region may serve the request; the region is null
 * where it is unknown. Null when every region may
 */
public record RoutingRequest(OperationRequest asked, long inputTokens, Caller caller, @Nullable String policy,
		@Nullable String session, @Nullable Predicate<@Nullable String> regions) {

	/** A request that may be served in every region. */
	public RoutingRequest(OperationRequest asked, long inputTokens, Caller caller, @Nullable String policy,
			@Nullable String session) {
		this(asked, inputTokens, caller, policy, session, null);
	}

}
