package dev.serai.ledger.journal;

import java.util.UUID;

import dev.serai.gateway.call.Caller;
import dev.serai.ledger.CallRecord.Labels;
import org.jspecify.annotations.Nullable;

/**
 * The entry written before a provider is called, so that the call is accounted for if the
 * process ends before it does.
 *
 * @param id the call's id
 * @param caller the authenticated caller
 * @param labels the caller's labels of the call
 * @param operation the operation; null in entries from before operations were recorded
 * @param modelRequested the requested name
 * @param policy the named or default policy
 * @param deployment the deployment that is tried first
 * @param stream whether a streamed response was requested
 * @param inputTokens an estimate of the request's tokens
 */
public record Acceptance(UUID id, @Nullable Caller caller, Labels labels, @Nullable String operation,
		String modelRequested, String policy, String deployment, boolean stream, long inputTokens) {
}
