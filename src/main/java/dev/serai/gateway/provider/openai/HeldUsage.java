package dev.serai.gateway.provider.openai;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.provider.UsageMerger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the usage of one answer. It is removed from every chunk that contains it,
 * wherever the dialect puts it: at the top as OpenAI does, in {@code x_groq}, or in the
 * choices (Moonshot). The caller gets it once, at the end. One per answer.
 */
final class HeldUsage {

	private static final String USAGE = "usage";

	private final UsageMerger whole = new UsageMerger();

	/** The usage in each choice. */
	private final Map<Integer, UsageMerger> ofChoices = new TreeMap<>();

	/** Returns the usage of an answer; null when there is none that is plausible. */
	static @Nullable Usage of(ObjectNode answer) {
		HeldUsage held = new HeldUsage();
		held.take(answer);
		return held.usage();
	}

	/**
	 * Removes the usage from an answer or a chunk. A {@code usage} at the top that is
	 * null stays.
	 * @return whether something was removed
	 */
	boolean take(ObjectNode answer) {
		JsonNode top = answer.path(USAGE);
		boolean taken = takeElsewhere(answer, top.isObject());
		if (top.isMissingNode() || top.isNull()) {
			return taken;
		}
		this.whole.add(top);
		answer.remove(USAGE);
		return true;
	}

	private boolean takeElsewhere(ObjectNode answer, boolean said) {
		boolean taken = false;
		if (answer.get("x_groq") instanceof ObjectNode groq && groq.has(USAGE)) {
			JsonNode usage = groq.remove(USAGE);
			// Groq sends the same in both places.
			if (!said) {
				this.whole.add(usage);
			}
			taken = true;
		}
		int position = 0;
		for (JsonNode choice : answer.path("choices")) {
			if (choice instanceof ObjectNode bearer && bearer.has(USAGE)) {
				int index = bearer.path("index").asInt(position);
				this.ofChoices.computeIfAbsent(index, c -> new UsageMerger()).add(bearer.remove(USAGE));
				taken = true;
			}
			position++;
		}
		return taken;
	}

	/** Returns the usage so far; null when there is none that is plausible. */
	@Nullable Usage usage() {
		Usage usage = read(this.whole);
		return (usage != null) ? usage : ofChoices();
	}

	/**
	 * Each choice has its own output; the input is that of all. Of several figures for
	 * the input the largest counts.
	 */
	private @Nullable Usage ofChoices() {
		Usage sum = null;
		for (UsageMerger choice : this.ofChoices.values()) {
			Usage more = read(choice);
			if (more != null) {
				sum = (sum == null) ? more : joined(sum, more);
			}
		}
		return sum;
	}

	private static Usage joined(Usage one, Usage other) {
		Usage input = (one.input() >= other.input()) ? one : other;
		Usage.Builder sum = Usage.builder().searches(Math.max(one.searches(), other.searches()));
		for (TokenClass tokenClass : TokenClass.values()) {
			sum.add(tokenClass, tokenClass.isInput() ? input.tokens(tokenClass)
					: one.tokens(tokenClass) + other.tokens(tokenClass));
		}
		Usage both = sum.build();
		for (UsageMark mark : one.plus(other).marks()) {
			both = both.marked(mark);
		}
		return both;
	}

	private static @Nullable Usage read(UsageMerger merger) {
		Usage usage = merger.isEmpty() ? null : UsageReader.read(merger.figures());
		return (usage != null && merger.shrank()) ? usage.marked(UsageMark.SHRUNK) : usage;
	}

	/**
	 * Moves the usage of a whole answer to OpenAI's place: one object at the top. What
	 * the provider put there stays unchanged.
	 * @return whether something was changed
	 */
	static boolean conform(ObjectNode answer) {
		JsonNode top = answer.path(USAGE);
		HeldUsage held = new HeldUsage();
		boolean changed = held.takeElsewhere(answer, top.isObject());
		if (top.isObject()) {
			return changed;
		}
		if (!top.isMissingNode() && !top.isNull()) {
			answer.remove(USAGE);
			changed = true;
		}
		Usage usage = held.usage();
		if (usage != null) {
			ObjectNode only = answer.putObject(USAGE);
			held.figures().ifPresent(only::setAll);
			write(usage, only);
		}
		return changed;
	}

	/** Returns the object with all figures; empty where several contain a part each. */
	private Optional<ObjectNode> figures() {
		if (!this.whole.isEmpty()) {
			return Optional.of(this.whole.figures());
		}
		return (this.ofChoices.size() == 1) ? Optional.of(this.ofChoices.values().iterator().next().figures())
				: Optional.empty();
	}

	/** Adds the counts that an object lacks. */
	private static void write(Usage usage, ObjectNode into) {
		into.putIfAbsent("prompt_tokens", into.numberNode(usage.input()));
		into.putIfAbsent("completion_tokens", into.numberNode(usage.output()));
		into.putIfAbsent("total_tokens", into.numberNode(usage.total()));
	}

}
