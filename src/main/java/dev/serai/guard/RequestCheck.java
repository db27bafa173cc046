package dev.serai.guard;

import dev.serai.call.Call;

/** Looks at a request as a whole. */
@FunctionalInterface
interface RequestCheck {

	void look(Call call, Findings findings);

}
