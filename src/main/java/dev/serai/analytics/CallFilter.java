package dev.serai.analytics;

import org.jspecify.annotations.Nullable;

/** Which calls are wanted; null wants all. */
public record CallFilter(@Nullable String team, @Nullable String model, @Nullable String provider,
		@Nullable String outcome, @Nullable String feature) {

	/** All calls. */
	public static final CallFilter ALL = new CallFilter(null, null, null, null, null);

}
