package dev.serai.admin.people.security;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** The OpenID Connect provider gave no usable response in time. */
final class IssuerUnavailable extends IOException {

	private static final long serialVersionUID = 1L;

	IssuerUnavailable(String problem) {
		super(problem);
	}

	IssuerUnavailable(String problem, @Nullable Throwable cause) {
		super(problem, cause);
	}

}
