package dev.serai.gateway.guardrail;

import java.util.function.Function;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import org.jspecify.annotations.Nullable;

/** Finds the guardrails of a call. Thread-safe. */
public final class Guards {

	private final GuardRules rules;

	private final Function<String, @Nullable String> policyNamed;

	private final boolean none;

	/**
	 * @param policyNamed returns the policy that a model's name stands for; null when it
	 * stands for a model
	 */
	public Guards(GuardRules rules, Function<String, @Nullable String> policyNamed) {
		this.rules = rules;
		this.policyNamed = policyNamed;
		this.none = rules.guardrails().stream().allMatch(guard -> guard.mode() == Mode.OFF);
	}

	/** Returns the guardrails of a call whose request has been read. */
	public GuardSet of(Call call) {
		if (this.none) {
			return GuardSet.NONE;
		}
		String named = this.policyNamed.apply(call.request().model());
		String asked = call.headers().policy();
		Caller caller = call.caller();
		if (asked == null && named == null && caller != null) {
			// The default policy that ranks for this key also adds its guardrails.
			asked = caller.defaults().policy();
		}
		return this.rules.of(named, asked);
	}

	/** Returns the guardrails for the call's answer; null when there are none. */
	public @Nullable AnswerGuards answerGuards(Call call) {
		GuardSet set = of(call);
		return set.out().isEmpty() ? null : new AnswerGuards(call, set.out());
	}

}
