package dev.serai.admin.organisation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A new key, the only time that it is shown.
 *
 * @param secret the whole text, as callers send it
 */
public record IssuedKey(@JsonUnwrapped KeyFacts key, String secret) {

	@Override
	public String toString() {
		return "IssuedKey[" + this.key + "]";
	}

}
