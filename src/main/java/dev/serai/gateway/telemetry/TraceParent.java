package dev.serai.gateway.telemetry;

import java.util.List;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a call is part of, from the W3C header {@code traceparent}. A malformed
 * header is ignored: the call begins its own trace.
 */
final class TraceParent {

	private static final String NAME = "traceparent";

	private static final TextMapGetter<String> ITSELF = new TextMapGetter<>() {

		@Override
		public Iterable<String> keys(String carrier) {
			return List.of(NAME);
		}

		@Override
		public @Nullable String get(@Nullable String carrier, String key) {
			return NAME.equals(key) ? carrier : null;
		}

	};

	private TraceParent() {
	}

	static Context read(@Nullable String header) {
		return (header == null) ? Context.root()
				: W3CTraceContextPropagator.getInstance().extract(Context.root(), header, ITSELF);
	}

}
