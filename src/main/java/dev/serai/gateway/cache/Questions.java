package dev.serai.gateway.cache;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.operation.Digest;
import dev.serai.gateway.operation.OperationRequest;

/** Computes cache keys from everything that may change an answer. */
final class Questions {

	/** Increase it when the same question must get another digest. */
	private static final int EDITION = 3;

	private Questions() {
	}

	/**
	 * @param policy the policy that ranks the call
	 * @param guardrails the guardrails that check its answer
	 * @param format the caller's format, in which the answer is stored
	 */
	static Question of(Caller caller, String policy, String guardrails, String format, OperationRequest request) {
		Digest digest = new Digest();
		digest.whole(EDITION).text(caller.organisationId().toString()).text(caller.teamId().toString());
		// A key must not get a stored answer of a model that it may not use.
		digest.list(caller.rights().team().stream().sorted().toList(), digest::text);
		digest.list(caller.rights().key().stream().sorted().toList(), digest::text);
		digest.text(policy).text(guardrails);
		digest.text(format);
		request.identify(digest);
		return new Question(caller.teamId(), digest.hex());
	}

}
