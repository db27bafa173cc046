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
 * Compares requirements of laws and standards with the current records. It is no legal
 * advice: whether an item applies, and whether more evidence is needed, is for others to
 * decide.
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
	 * Returns all items with their status.
	 * @throws dev.serai.platform.error.CallRefused 403 for operators who do not see all
	 * teams
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

	/** The kinds of evidence that records provide. */
	public enum Evidence {

		/** The records are unchanged since they were written. */
		CHAIN,
		/** Calls are recorded. */
		USAGE,
		/** Call records contain no content. */
		CONTENT_FREE,
		/** Administrative changes are recorded with their author. */
		ADMIN_LOG,
		/** Administrators have to sign in. */
		ACCESS,
		/** Teams and keys are restricted to certain models. */
		RIGHTS,
		/** Guardrails detect personal data and secrets. */
		GUARDRAILS,
		/** Calls are removed after a retention period. */
		RETENTION,
		/** Calls are kept for at least six months. */
		SIX_MONTHS,
		/** An end user's data can be erased. */
		ERASURE,
		/** An end user's data can be exported. */
		EXPORT,
		/** The providers' data processing terms are declared. */
		PROVIDER_TERMS,
		/** The providers' regions are known. */
		REGIONS,
		/** Models are registered, and none is used after its withdrawal. */
		MODELS,
		/** Each closed month has a report. */
		REPORTS,
		/** Calls are answered. */
		AVAILABILITY

	}

	/**
	 * The current state of one kind of evidence.
	 *
	 * @param inOrder whether it holds without reservations
	 * @param says the state as text for people
	 */
	public record State(Evidence evidence, boolean inOrder, String says) {
	}

	/**
	 * One requirement.
	 *
	 * @param framework EU AI Act, GDPR, SOC 2 or ISO/IEC 42001
	 * @param asks the requirement, in our own words
	 * @param evidence the evidence that Serai provides now
	 * @param beyond what Serai cannot show
	 */
	public record Item(String id, String framework, String reference, String asks, Status status, List<State> evidence,
			String beyond) {

		public Item {
			evidence = List.copyOf(evidence);
		}

	}

	/** How far the records cover a requirement. */
	public enum Status {

		/** The evidence is complete and in order. */
		EVIDENCED,
		/** The evidence covers only a part, or is not all in order. */
		PARTLY,
		/** Serai records no evidence for it. */
		NOT_BY_SERAI;

		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** The content of the checklist file. */
	record Entries(List<Entry> items) {
	}

	/** A requirement in the file. */
	record Entry(String id, String framework, String reference, Cover covers, @Nullable List<Evidence> evidence,
			String asks, String beyond) {

		Entry {
			evidence = (evidence != null) ? List.copyOf(evidence) : List.of();
		}

	}

	/** How far records can cover a requirement at best. */
	enum Cover {

		FULL, PART, NONE

	}

}
