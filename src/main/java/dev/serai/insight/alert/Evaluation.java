package dev.serai.insight.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import dev.serai.platform.error.CallRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the rules and stores the resulting changes with their notifications. A rule
 * that fails does not affect the others.
 */
public final class Evaluation {

	private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);

	private final Map<Kind, Source> sources;

	private final RuleDirectory rules;

	private final AlertBooks books;

	private final Channels channels;

	private final Clock clock;

	public Evaluation(Map<Kind, Source> sources, RuleDirectory rules, AlertBooks books, Channels channels,
			Clock clock) {
		if (!sources.keySet().equals(EnumSet.allOf(Kind.class))) {
			throw new IllegalArgumentException("Some kinds of alerts have no source");
		}
		this.sources = new EnumMap<>(sources);
		this.rules = rules;
		this.books = books;
		this.channels = channels;
		this.clock = clock;
	}

	/**
	 * Evaluates all rules. Several nodes may do so at the same time: each alert is still
	 * raised only once.
	 */
	public void run() {
		this.rules.list().forEach(this::evaluate);
	}

	/** Evaluates the rules of one kind. */
	public void run(Kind kind) {
		this.rules.list().stream().filter(rule -> rule.kind() == kind).forEach(this::evaluate);
	}

	private void evaluate(Rule rule) {
		try {
			Instant now = this.clock.instant();
			if (!rule.enabled()) {
				this.books.drop(rule.id(), now);
				return;
			}
			List<Sighting> sightings = this.sources.get(rule.kind()).look(rule, now);
			List<Change> changes = Lifecycle.changes(rule, this.books.open(rule.id()), sightings, now);
			if (!changes.isEmpty()) {
				List<String> channels = rule.channels().stream().filter(this.channels::isThere).toList();
				this.books.keep(rule, changes, channels, now)
					.forEach(summary -> LOG.warn("Alert {}: {}", rule.name(), summary));
			}
		}
		catch (CallRefused ex) {
			LOG.debug("The rule {} could not be evaluated", rule.name(), ex);
		}
		catch (RuntimeException ex) {
			LOG.error("The rule {} could not be evaluated", rule.name(), ex);
		}
	}

}
