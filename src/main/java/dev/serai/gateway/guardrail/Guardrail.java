package dev.serai.gateway.guardrail;

import java.time.Duration;
import java.util.Set;

import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.GuardEvent.Action;
import dev.serai.gateway.call.GuardEvent.Direction;

/**
 * A configured guardrail. Immutable.
 *
 * @param kind the kind in {@code policies.yaml}
 * @param in whether it checks requests
 * @param out whether it checks answers
 * @param work what it does
 */
public record Guardrail(String name, String kind, Mode mode, boolean in, boolean out, Work work) {

	/** Returns an event for a finding. */
	GuardEvent event(String finding, int count, Direction direction) {
		return new GuardEvent(this.name, finding, count, direction, switch (this.mode) {
			case OFF, SHADOW -> Action.SHADOWED;
			case REDACT -> Action.REDACTED;
			case BLOCK -> Action.BLOCKED;
		});
	}

	/** Returns whether it changes or blocks texts with findings. */
	boolean intervenes() {
		return this.mode == Mode.REDACT || this.mode == Mode.BLOCK;
	}

	/** What a guardrail does. */
	public sealed interface Work {

	}

	/** Finds patterns in texts. */
	record Texts(Detector detector) implements Work {
	}

	/** Checks requests as a whole. */
	record Requests(RequestCheck check) implements Work {
	}

	/**
	 * Restricts calls to regions.
	 *
	 * @param allowed lower case; a trailing {@code *} matches any ending
	 */
	public record Regions(Set<String> allowed) implements Work {
	}

	/**
	 * Calls a moderation model.
	 *
	 * @param provider its name in {@code providers.yaml}
	 * @param timeout for the whole moderation call
	 * @param passOnError whether a call goes on when moderation fails
	 * @param categories the categories that count; empty means all that are flagged
	 */
	public record Moderation(String provider, String model, Duration timeout, boolean passOnError,
			Set<String> categories) implements Work {
	}

	/** A route that the integration team provides. */
	public record OwnRoute() implements Work {
	}

}
