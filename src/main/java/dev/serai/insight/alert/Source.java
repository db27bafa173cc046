package dev.serai.insight.alert;

import java.time.Instant;
import java.util.List;

/** Looks at one kind of thing. */
@FunctionalInterface
public interface Source {

	/** What a rule of this kind finds. */
	List<Sighting> look(Rule rule, Instant now);

}
