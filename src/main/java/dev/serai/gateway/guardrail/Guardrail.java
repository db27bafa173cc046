package dev.serai.gateway.guardrail;

import java.time.Duration;
import java.util.Set;

import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.GuardEvent.Action;
import dev.serai.gateway.call.GuardEvent.Direction;

/**
 * A guardrail by its name. Immutable.
 *
 * @param kind as in {@code policies.yaml}
 * @param in whether it looks at requests
 * @param out whether it looks at answers
 * @param work what it does
 */
public record Guardrail(String name, String kind, Mode mode, boolean in, boolean out, Work work) {

	/** What an event of it says. */
	GuardEvent event(String finding, int count, Direction direction) {
		return new GuardEvent(this.name, finding, count, direction, switch (this.mode) {
			case OFF, SHADOW -> Action.SHADOWED;
			case REDACT -> Action.REDACTED;
			case BLOCK -> Action.BLOCKED;
		});
	}

	/** Whether it changes or ends what it finds something in. */
	boolean intervenes() {
		return this.mode == Mode.REDACT || this.mode == Mode.BLOCK;
	}

	/** What a guardrail does. */
	public sealed interface Work {

	}

	/** It looks for things in texts. */
	record Texts(Detector detector) implements Work {
	}

	/** It looks at requests as a whole. */
	record Requests(RequestCheck check) implements Work {
	}

	/**
	 * It keeps calls within regions.
	 *
	 * @param allowed lower case; one that ends in {@code *} stands for all that begin so
	 */
	public record Regions(Set<String> allowed) implements Work {
	}

	/**
	 * It asks a model.
	 *
	 * @param provider its name in {@code providers.yaml}
	 * @param timeout for the whole question
	 * @param passOnError whether a call goes on when there is no answer
	 * @param categories those that count; empty means all that are flagged
	 */
	public record Moderation(String provider, String model, Duration timeout, boolean passOnError,
			Set<String> categories) implements Work {
	}

	/** It is a route of the integration team's own. */
	public record OwnRoute() implements Work {
	}

}
