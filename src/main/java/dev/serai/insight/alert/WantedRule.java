package dev.serai.insight.alert;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.serai.admin.organisation.Body;
import org.jspecify.annotations.Nullable;

/**
 * A new rule, or the fields to change of one, as an operator sent it. A missing field is
 * null.
 *
 * @param asUsual terms that were sent as null, which resets them to the kind's defaults
 * @param noReminder whether reminders were switched off by null
 */
public record WantedRule(@Nullable String name, @Nullable String kind, @Nullable String scope, @Nullable UUID teamId,
		Terms terms, Set<String> asUsual, @Nullable String severity, @Nullable List<String> channels,
		@Nullable Duration remindAfter, boolean noReminder, @Nullable Boolean enabled) {

	private static final Duration LONGEST = Duration.ofDays(366);

	private static final Set<String> TERMS = Set.of("threshold", "window", "minimumCalls", "minimumUsd", "per");

	private static final Set<String> CHANGEABLE = Set.of("name", "threshold", "window", "minimumCalls", "minimumUsd",
			"per", "severity", "channels", "remindAfter", "enabled");

	private static final Set<String> ALL = Set.of("name", "kind", "scope", "teamId", "threshold", "window",
			"minimumCalls", "minimumUsd", "per", "severity", "channels", "remindAfter", "enabled");

	/** Reads a new rule; rejects unknown fields. */
	public static WantedRule whole(byte[] json) {
		Body body = Body.of(json, ALL);
		body.name("name");
		return read(body);
	}

	/** Reads a change of a rule; rejects unknown fields. */
	public static WantedRule change(byte[] json) {
		return read(Body.of(json, CHANGEABLE));
	}

	private static WantedRule read(Body body) {
		Duration remindAfter = body.duration("remindAfter", LONGEST);
		String per = body.text("per");
		Terms terms = new Terms(body.number("threshold"), body.duration("window", LONGEST), body.count("minimumCalls"),
				body.amount("minimumUsd"), (per != null) ? per(per) : null);
		return new WantedRule(body.has("name") ? body.name("name") : null, body.text("kind"), body.text("scope"),
				body.id("teamId"), terms, asUsual(body, terms), body.text("severity"), body.texts("channels"),
				remindAfter, body.has("remindAfter") && remindAfter == null, body.flag("enabled"));
	}

	/** Returns the terms that were sent as null. */
	private static Set<String> asUsual(Body body, Terms terms) {
		return TERMS.stream()
			.filter(name -> body.has(name) && terms.said(name) == null)
			.collect(Collectors.toUnmodifiableSet());
	}

	private static Per per(String word) {
		return Words.constant(Per.class, word)
			.orElseThrow(() -> AlertAdministration.invalid("per", "must be one of " + Words.all(Per.class)));
	}

}
