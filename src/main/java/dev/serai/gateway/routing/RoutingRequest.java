package dev.serai.gateway.routing;

import java.util.function.Predicate;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.operation.OperationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request to decide about.
 *
 * @param inputTokens how long the input is, estimated
 * @param policy the policy that is to rank ({@code x-serai-policy}); null leaves it to
 * the model's name or the standard policy
 * @param session the conversation that it belongs to ({@code x-serai-session}); null when
 * not given
 * @param regions whether it may be served by a provider in a region, which is null where
 * it is unknown; null itself when any may
 */
public record RoutingRequest(OperationRequest asked, long inputTokens, Caller caller, @Nullable String policy,
		@Nullable String session, @Nullable Predicate<@Nullable String> regions) {

	/** A request that may be served anywhere. */
	public RoutingRequest(OperationRequest asked, long inputTokens, Caller caller, @Nullable String policy,
			@Nullable String session) {
		this(asked, inputTokens, caller, policy, session, null);
	}

}
