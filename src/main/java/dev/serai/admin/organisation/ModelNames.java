package dev.serai.admin.organisation;

import java.util.Set;

/** Validates the names of permitted models and policies. */
final class ModelNames {

	private static final int MOST = 1_000;

	private static final int LONGEST = 256;

	private ModelNames() {
	}

	static Set<String> of(Body body, String field) {
		return body.plains(field, MOST, LONGEST, "names of models");
	}

}
