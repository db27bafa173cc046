package dev.serai.insight.alert;

import java.time.Instant;
import java.util.List;

/** Measures what rules of one kind check. */
@FunctionalInterface
public interface Source {

	/** Returns the current findings of a rule. */
	List<Sighting> look(Rule rule, Instant now);

}
