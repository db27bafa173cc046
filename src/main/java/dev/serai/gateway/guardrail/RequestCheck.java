package dev.serai.gateway.guardrail;

import dev.serai.gateway.call.Call;

/** Checks a request as a whole. */
@FunctionalInterface
interface RequestCheck {

	void look(Call call, Findings findings);

}
