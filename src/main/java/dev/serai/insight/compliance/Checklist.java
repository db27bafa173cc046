package dev.serai.insight.compliance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.serai.gateway.access.Operator;
import org.jspecify.annotations.Nullable;

/**
 * What laws and standards ask, held against the records as they are now. It is no legal
 * advice: whether an item applies, and whether more has to be shown, is for others to
 * say.
 */
public final class Checklist {

	private static final String FILE = "/dev/serai/insight/compliance/checklist.yaml";

	private final List<Entry> entries;

	private final LiveEvidence evidence;

	public Checklist(LiveEvidence evidence) {
		this.entries = read();
		this.evidence = evidence;
	}

	private static List<Entry> read() {
		try (InputStream file = Objects.requireNonNull(Checklist.class.getResourceAsStream(FILE))) {
			return YAMLMapper.builder()
				.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
				.build()
				.readValue(file, Entries.class)
				.items();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * All items with their states.
	 * @throws dev.serai.platform.error.CallRefused 403 for who does not see everything
	 */
	public List<Item> items(Operator operator) {
		operator.mustSeeAll();
		Map<Evidence, State> states = new EnumMap<>(Evidence.class);
		LiveEvidence.Look look = this.evidence.look();
		return this.entries.stream().map(entry -> {
			List<State> found = entry.evidence()
				.stream()
				.map(kind -> states.computeIfAbsent(kind, look::state))
				.toList();
			return new Item(entry.id(), entry.framework(), entry.reference(), entry.asks(), status(entry, found), found,
					entry.beyond());
		}).toList();
	}

	private static Status status(Entry entry, List<State> found) {
		if (entry.covers() == Cover.NONE || found.stream().noneMatch(State::inOrder)) {
			return (entry.covers() == Cover.NONE) ? Status.NOT_BY_SERAI : Status.PARTLY;
		}
		boolean whole = entry.covers() == Cover.FULL && found.stream().allMatch(State::inOrder);
		return whole ? Status.EVIDENCED : Status.PARTLY;
	}

	/** Records that can be shown. */
	public enum Evidence {

		/** The records are as they were written. */
		CHAIN,
		/** Calls are recorded. */
		USAGE,
		/** What is kept of a call holds no content. */
		CONTENT_FREE,
		/** Changes are recorded with who made them. */
		ADMIN_LOG,
		/** Who may administer signs in. */
		ACCESS,
		/** Teams and keys are limited to some models. */
		RIGHTS,
		/** Guardrails look for personal data and secrets. */
		GUARDRAILS,
		/** Calls have an end. */
		RETENTION,
		/** No call is removed before six months have passed. */
		SIX_MONTHS,
		/** A person can be erased. */
		ERASURE,
		/** A person's data can be handed out. */
		EXPORT,
		/** It is declared how providers process data. */
		PROVIDER_TERMS,
		/** It is known where providers process data. */
		REGIONS,
		/** Models are registered, and none is used past its end. */
		MODELS,
		/** Closed months have reports. */
		REPORTS,
		/** Calls are answered. */
		AVAILABILITY

	}

	/**
	 * What one sort of record shows now.
	 *
	 * @param inOrder whether it can be shown as it is
	 * @param says for people
	 */
	public record State(Evidence evidence, boolean inOrder, String says) {
	}

	/**
	 * One item.
	 *
	 * @param framework EU AI Act, GDPR, SOC 2 or ISO/IEC 42001
	 * @param asks what it asks, in our own words
	 * @param evidence what Serai can show for it now
	 * @param beyond what it cannot show
	 */
	public record Item(String id, String framework, String reference, String asks, Status status, List<State> evidence,
			String beyond) {

		public Item {
			evidence = List.copyOf(evidence);
		}

	}

	/** How far the records go. */
	public enum Status {

		/** They are there and in order. */
		EVIDENCED,
		/** They are a part of what has to be shown, or not all in order. */
		PARTLY,
		/** Nothing that Serai records shows it. */
		NOT_BY_SERAI;

		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** What stands in the file. */
	record Entries(List<Entry> items) {
	}

	/** An item of the file. */
	record Entry(String id, String framework, String reference, Cover covers, @Nullable List<Evidence> evidence,
			String asks, String beyond) {

		Entry {
			evidence = (evidence != null) ? List.copyOf(evidence) : List.of();
		}

	}

	/** How much of an item records can show at the most. */
	enum Cover {

		FULL, PART, NONE

	}

}
