package dev.serai.gateway.guardrail;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The guardrails of one call, those that are off left out. Immutable. */
public final class GuardSet {

	/** No guardrail. */
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

	/** Which guardrails these are: what one set lets through another may not. */
	public String marks() {
		return this.marks;
	}

	/** Those that look at the request, in order. */
	public List<Guardrail> in() {
		return this.in;
	}

	/** Those that look at the answer, in order. */
	List<Guardrail> out() {
		return this.out;
	}

	/** Whether calls may be served anywhere. */
	public boolean opensAllRegions() {
		return this.regions.isEmpty();
	}

	/** Whether a call may be served in a region; in an unknown one only if in any. */
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
