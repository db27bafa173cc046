package dev.serai.insight.alert;

import java.util.List;

/** Gives a new installation the rules for alerts that {@code alerts.yaml} names. */
public final class FirstRules {

	private final RuleDirectory directory;

	private final List<Rule> rules;

	public FirstRules(RuleDirectory directory, List<Rule> rules) {
		this.directory = directory;
		this.rules = rules;
	}

	public void run() {
		this.directory.takeOver(this.rules);
	}

}
