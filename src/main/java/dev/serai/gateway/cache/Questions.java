package dev.serai.gateway.cache;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.operation.Digest;
import dev.serai.gateway.operation.OperationRequest;

/** Tells which questions are the same: everything that may change an answer counts. */
final class Questions {

	/** To be counted up whenever the same question is to get another digest. */
	private static final int EDITION = 3;

	private Questions() {
	}

	/**
	 * @param policy the policy by which the call is ranked
	 * @param guardrails which look at its answer
	 * @param format how the caller speaks, in which the answer is kept
	 */
	static Question of(Caller caller, String policy, String guardrails, String format, OperationRequest request) {
		Digest digest = new Digest();
		digest.whole(EDITION).text(caller.organisationId().toString()).text(caller.teamId().toString());
		// What a key may not ask for it must not be told either.
		digest.list(caller.rights().team().stream().sorted().toList(), digest::text);
		digest.list(caller.rights().key().stream().sorted().toList(), digest::text);
		digest.text(policy).text(guardrails);
		digest.text(format);
		request.identify(digest);
		return new Question(caller.teamId(), digest.hex());
	}

}
