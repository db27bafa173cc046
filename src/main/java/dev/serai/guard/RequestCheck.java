package dev.serai.guard;

import dev.serai.call.chat.ChatRequest;

/** Looks at a request as a whole. */
@FunctionalInterface
interface RequestCheck {

	void look(ChatRequest request, Findings findings);

}
