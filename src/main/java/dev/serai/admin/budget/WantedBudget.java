package dev.serai.admin.budget;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.serai.admin.organisation.Body;
import org.jspecify.annotations.Nullable;

/**
 * A budget as an operator wants it, or what is to change of one. Null is what was not
 * said.
 */
public record WantedBudget(@Nullable String scope, @Nullable UUID teamId, @Nullable UUID keyId,
		@Nullable String feature, @Nullable String period, @Nullable String limitUsd,
		@Nullable List<Integer> softPercent, @Nullable Boolean hard) {

	private static final Set<String> ALL = Set.of("scope", "teamId", "keyId", "feature", "period", "limitUsd",
			"softPercent", "hard");

	private static final Set<String> CHANGEABLE = Set.of("limitUsd", "softPercent", "hard");

	/** Reads a new budget strictly. */
	public static WantedBudget whole(byte[] json) {
		return read(Body.of(json, ALL));
	}

	/** Reads what is to change of a budget strictly. */
	public static WantedBudget change(byte[] json) {
		return read(Body.of(json, CHANGEABLE));
	}

	private static WantedBudget read(Body body) {
		return new WantedBudget(body.text("scope"), body.id("teamId"), body.id("keyId"), body.text("feature"),
				body.text("period"), body.text("limitUsd"), body.wholes("softPercent"), body.flag("hard"));
	}

}
