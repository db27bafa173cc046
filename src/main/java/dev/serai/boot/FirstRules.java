package dev.serai.boot;

import java.util.List;

import dev.serai.alert.Rule;
import dev.serai.alert.RuleDirectory;

/** Gives a new installation the rules for alerts that {@code alerts.yaml} names. */
final class FirstRules {

	private final RuleDirectory directory;

	private final List<Rule> rules;

	FirstRules(RuleDirectory directory, List<Rule> rules) {
		this.directory = directory;
		this.rules = rules;
	}

	void run() {
		this.directory.takeOver(this.rules);
	}

}
