package dev.serai.admin.organisation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A new key with its secret, which is shown only once.
 *
 * @param secret the complete text that callers send
 */
public record IssuedKey(@JsonUnwrapped KeyFacts key, String secret) {

	@Override
	public String toString() {
		return "IssuedKey[" + this.key + "]";
	}

}
