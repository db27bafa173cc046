package dev.serai.insight.alert;

import java.util.List;

/** Adds the rules of {@code alerts.yaml} to a new installation. */
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
