package dev.serai.insight.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.call.NameRule;
import dev.serai.insight.alert.AlertBooks.Filter;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.Patch;
import org.jspecify.annotations.Nullable;

/**
 * Manages alerts and rules for operators. Admins manage rules without a team; owners of a
 * team manage that team's rules, on channels that are open to teams.
 */
public final class AlertAdministration {

	private static final String KIND = "alert_rule";

	private static final int MOST_CHANNELS = 20;

	private static final Duration LONGEST_REMINDER = Duration.ofDays(366);

	private final RuleDirectory rules;

	private final AlertBooks books;

	private final Channels channels;

	private final TeamDirectory teams;

	private final AuditTrail audit;

	private final Clock clock;

	public AlertAdministration(RuleDirectory rules, AlertBooks books, Channels channels, TeamDirectory teams,
			AuditTrail audit, Clock clock) {
		this.rules = rules;
		this.books = books;
		this.channels = channels;
		this.teams = teams;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Returns the alerts that the operator may see, newest first.
	 * @param team only alerts of this team
	 * @throws CallRefused 404 for a team that the operator may not see
	 */
	public List<AlertFacts> alerts(Operator operator, @Nullable Boolean open, @Nullable Kind kind, @Nullable UUID team,
			int most) {
		if (team != null) {
			operator.mustSee(team);
		}
		Set<UUID> theirs = operator.seesAll() ? null : operator.visibleTeams();
		return this.books.list(new Filter((team != null) ? Set.of(team) : theirs, open, kind, most))
			.stream()
			.map(AlertFacts::of)
			.toList();
	}

	/**
	 * Acknowledges an alert, which ends its reminders.
	 * @throws CallRefused 404 {@code alert_not_found}
	 */
	public AlertFacts acknowledge(Operator operator, UUID id) {
		Alert alert = alert(operator, id);
		operator.mustManage(alert.teamId());
		if (alert.acknowledgedAt() != null) {
			return AlertFacts.of(alert);
		}
		return this.audit.changing(() -> {
			this.books.acknowledge(id, operator.actor(), now());
			AlertFacts after = AlertFacts.of(alert(operator, id));
			this.audit.record(operator, "acknowledge", "alert", id.toString(), AlertFacts.of(alert), after);
			return after;
		});
	}

	/** Returns the rules that the operator may see, oldest first. */
	public List<RuleFacts> rules(Operator operator) {
		return this.rules.list().stream().filter(rule -> operator.sees(rule.teamId())).map(RuleFacts::of).toList();
	}

	/** Returns the channels that the operator may use in rules. */
	public List<ChannelFacts> channels(Operator operator) {
		return this.channels.all()
			.stream()
			.filter(entry -> operator.seesAll() || entry.forTeams())
			.map(ChannelFacts::of)
			.toList();
	}

	/**
	 * Returns one rule.
	 * @throws CallRefused 404 {@code alert_rule_not_found}
	 */
	public RuleFacts rule(Operator operator, UUID id) {
		return RuleFacts.of(visible(operator, id));
	}

	/**
	 * Creates a rule.
	 * @throws CallRefused 400 for invalid fields, 404 for an unknown team
	 */
	public RuleFacts create(Operator operator, WantedRule wanted) {
		Rule rule = rule(operator, wanted);
		return this.audit.changing(() -> {
			this.rules.add(rule);
			RuleFacts made = RuleFacts.of(rule);
			this.audit.record(operator, "create", KIND, rule.id().toString(), null, made);
			return made;
		});
	}

	private Rule rule(Operator operator, WantedRule wanted) {
		operator.mustManage(wanted.teamId());
		if (wanted.teamId() != null && this.teams.find(wanted.teamId()).isEmpty()) {
			throw ApiError.notFound("team").at("teamId").refused();
		}
		String scope = (wanted.teamId() != null) ? "team" : "all";
		if (wanted.scope() != null && !wanted.scope().equals(scope)) {
			throw invalid("scope", "must be all, or team with a teamId");
		}
		return changed(operator, new Rule(UUID.randomUUID(), wanted.name(), wanted.kind(), wanted.teamId(),
				wanted.kind().usual(), Severity.WARNING, List.of(), null, true, now()), wanted);
	}

	/**
	 * Changes the given fields. The change applies from the next evaluation.
	 * @throws CallRefused 400 for invalid fields, 404 {@code alert_rule_not_found}
	 */
	public RuleFacts change(Operator operator, UUID id, Patch patch) {
		return this.audit.changing(() -> {
			Rule before = locked(operator, id);
			Rule after = changed(operator, before, patch.onto(WantedRule.of(before)));
			this.rules.update(after);
			RuleFacts is = RuleFacts.of(after);
			this.audit.record(operator, "update", KIND, id.toString(), RuleFacts.of(before), is);
			return is;
		});
	}

	private Rule changed(Operator operator, Rule before, WantedRule wanted) {
		TermsCheck.check(before.kind(), wanted.terms(), AlertAdministration::invalid);
		return new Rule(before.id(), NameRule.name("name", wanted.name()), before.kind(), before.teamId(),
				wanted.terms().or(before.kind().usual()),
				(wanted.severity() != null) ? wanted.severity() : before.severity(),
				(wanted.channels() != null) ? channels(operator, wanted.channels(), before.channels())
						: before.channels(),
				Objects.equals(wanted.remindAfter(), before.remindAfter()) ? before.remindAfter()
						: reminder(wanted.remindAfter()),
				(wanted.enabled() != null) ? wanted.enabled() : before.enabled(), before.createdAt());
	}

	/**
	 * Deletes a rule. Its open alerts are resolved and kept.
	 * @throws CallRefused 404 {@code alert_rule_not_found}
	 */
	public void delete(Operator operator, UUID id) {
		this.audit.changing(() -> {
			Rule rule = locked(operator, id);
			this.audit.record(operator, "delete", KIND, id.toString(), RuleFacts.of(rule), null);
			this.books.drop(id, now());
			this.rules.delete(id);
			return null;
		});
	}

	private List<String> channels(Operator operator, List<String> names, List<String> before) {
		if (names.size() > MOST_CHANNELS) {
			throw invalid("channels", "must be at most " + MOST_CHANNELS);
		}
		for (String name : names) {
			boolean may = before.contains(name)
					|| this.channels.named(name).filter(entry -> operator.isAdmin() || entry.forTeams()).isPresent();
			if (!may) {
				throw invalid("channels", "must be names of channels that GET /api/alert-rules shows");
			}
		}
		return names.stream().distinct().toList();
	}

	private static @Nullable Duration reminder(@Nullable Duration remindAfter) {
		if (remindAfter != null && (remindAfter.compareTo(TermsCheck.SHORTEST_REMINDER) < 0
				|| remindAfter.compareTo(LONGEST_REMINDER) > 0)) {
			throw invalid("remindAfter", "must be from " + TermsCheck.SHORTEST_REMINDER + " to " + LONGEST_REMINDER);
		}
		return remindAfter;
	}

	private Alert alert(Operator operator, UUID id) {
		return this.books.find(id)
			.filter(found -> operator.sees(found.teamId()))
			.orElseThrow(() -> ApiError.notFound("alert").refused());
	}

	/** Locks the rule against concurrent changes until the transaction ends. */
	private Rule locked(Operator operator, UUID id) {
		operator.mustManage(visible(operator, id).teamId());
		return this.rules.lock(id).orElseThrow(() -> ApiError.notFound(KIND).refused());
	}

	private Rule visible(Operator operator, UUID id) {
		return this.rules.find(id)
			.filter(found -> operator.sees(found.teamId()))
			.orElseThrow(() -> ApiError.notFound(KIND).refused());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	static CallRefused invalid(String field, String rule) {
		return ApiError.invalid(field, "'" + field + "' " + rule + ".").refused();
	}

}
