package dev.serai.gateway.guardrail;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The active guardrails of one call. Immutable. */
public final class GuardSet {

	/** No guardrails. */
	public static final GuardSet NONE = new GuardSet(List.of());

	private final List<Guardrail> in;

	private final List<Guardrail> out;

	private final List<Set<String>> regions;

	private final String marks;

	GuardSet(List<Guardrail> all) {
		List<Guardrail> active = all.stream().filter(guard -> guard.mode() != Mode.OFF).toList();
		this.in = active.stream().filter(Guardrail::in).toList();
		this.out = active.stream().filter(Guardrail::out).toList();
		this.regions = active.stream()
			.map(guard -> (guard.work() instanceof Guardrail.Regions kept) ? kept.allowed() : null)
			.filter(Objects::nonNull)
			.toList();
		this.marks = active.stream().map(guard -> guard.name() + ":" + guard.mode()).collect(Collectors.joining(","));
	}

	/**
	 * Returns a text that identifies the set, for cache keys: an answer that one set lets
	 * through another may block.
	 */
	public String marks() {
		return this.marks;
	}

	/** Returns those that check the request, in order. */
	public List<Guardrail> in() {
		return this.in;
	}

	/** Returns those that check the answer, in order. */
	List<Guardrail> out() {
		return this.out;
	}

	/** Returns whether calls may be served in every region. */
	public boolean opensAllRegions() {
		return this.regions.isEmpty();
	}

	/**
	 * Returns whether a call may be served in a region. An unknown region is allowed only
	 * where every region is.
	 */
	public boolean opens(@Nullable String region) {
		for (Set<String> allowed : this.regions) {
			if (region == null || !holds(allowed, region.toLowerCase(Locale.ROOT))) {
				return false;
			}
		}
		return true;
	}

	private static boolean holds(Set<String> allowed, String region) {
		if (allowed.contains(region)) {
			return true;
		}
		for (String name : allowed) {
			if (name.endsWith("*") && region.startsWith(name.substring(0, name.length() - 1))) {
				return true;
			}
		}
		return false;
	}

}
