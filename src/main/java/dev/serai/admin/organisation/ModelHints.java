package dev.serai.admin.organisation;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import dev.serai.platform.error.NearestName;

/**
 * Warns of permitted models that do not exist. They are no errors: a model may be
 * permitted before it is configured.
 */
public final class ModelHints {

	private final Set<String> known;

	/**
	 * @param known the names of all models, deployments and policies
	 */
	public ModelHints(Set<String> known) {
		this.known = known;
	}

	/** Returns a warning for each unknown name, with the nearest known one. */
	public List<String> of(Collection<String> permitted) {
		return permitted.stream()
			.filter(name -> !this.known.contains(name))
			.sorted()
			.map(name -> "allowedModels: there is no model or policy " + name + NearestName.hint(name, this.known))
			.toList();
	}

}
