package dev.serai.ledger.journal;

import java.util.UUID;

import dev.serai.gateway.call.Caller;
import dev.serai.ledger.CallRecord.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a call before any provider is asked, so that it is accounted for should
 * the process end before the call does.
 *
 * @param id the call's
 * @param caller who called
 * @param labels what the caller says that the call is for
 * @param operation what the model is asked to do; null in entries written before
 * operations were recorded
 * @param modelRequested the name that the caller gave
 * @param policy the policy that was asked or implied
 * @param deployment the one that is asked first
 * @param stream whether the answer was to be streamed
 * @param inputTokens an estimate of the request's tokens
 */
public record Acceptance(UUID id, @Nullable Caller caller, Labels labels, @Nullable String operation,
		String modelRequested, String policy, String deployment, boolean stream, long inputTokens) {
}
