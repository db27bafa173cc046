package dev.serai.gateway.provider;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Merges all usage objects of one answer into one. The objects contain totals so far,
 * each any part of the figures:
 * <ul>
 * <li>A figure that a later object omits or sets to null stays.
 * <li>Of two counts the larger one stays. A later count that is smaller or invalid is
 * ignored; {@link #shrank} reports it unless a still later one is large enough.
 * <li>Of other values (a service tier, a fraction) the last one stays.
 * <li>Nested objects are merged in the same way, and so are lists of counts by modality.
 * </ul>
 * A count is a whole number from 0 to {@value #MOST}: no call uses more tokens, so a
 * larger figure is a defect of the provider. One per answer, not thread-safe.
 */
public final class UsageMerger {

	/** The largest count. */
	public static final long MOST = 1_000_000_000;

	private static final String MODALITY = "modality";

	private final ObjectNode figures = JsonNodeFactory.instance.objectNode();

	/** The paths of counts whose last value was less than the kept one. */
	private final Set<String> below = new HashSet<>(0);

	/** Merges one more usage object. Any other value is ignored. */
	public void add(JsonNode usage) {
		if (usage instanceof ObjectNode said) {
			merge("", said, this.figures);
		}
	}

	/** Returns all figures so far. Must not be changed. */
	public ObjectNode figures() {
		return this.figures;
	}

	/** Returns whether there are no figures yet. */
	public boolean isEmpty() {
		return this.figures.isEmpty();
	}

	/** Returns whether some figure is larger than the provider's last value for it. */
	public boolean shrank() {
		return !this.below.isEmpty();
	}

	/** Returns whether a figure is a count: a whole number within the bounds. */
	public static boolean isCount(JsonNode figure) {
		return figure.isIntegralNumber() && figure.canConvertToLong() && figure.longValue() >= 0
				&& figure.longValue() <= MOST;
	}

	private void merge(String path, ObjectNode said, ObjectNode into) {
		for (Map.Entry<String, JsonNode> field : said.properties()) {
			if (!field.getValue().isNull()) {
				figure(path + '/' + field.getKey(), field.getKey(), field.getValue(), into);
			}
		}
	}

	private void figure(String path, String name, JsonNode said, ObjectNode into) {
		JsonNode known = into.path(name);
		if (isCount(known)) {
			count(path, name, said, known.longValue(), into);
		}
		else if (said instanceof ObjectNode object) {
			merge(path, object, (known instanceof ObjectNode there) ? there : into.putObject(name));
		}
		else if (said instanceof ArrayNode list) {
			list(path, list, (known instanceof ArrayNode there) ? there : into.putArray(name));
		}
		else if (isCount(said) || !known.isContainerNode()) {
			into.set(name, said);
		}
	}

	private void count(String path, String name, JsonNode said, long known, ObjectNode into) {
		boolean isFraction = said.isNumber() && !said.isIntegralNumber();
		if (isCount(said) && said.longValue() >= known) {
			into.set(name, said);
			this.below.remove(path);
		}
		else if (!isFraction) {
			this.below.add(path);
		}
	}

	/** Counts by modality are merged by it; of other lists the last one stays. */
	private void list(String path, ArrayNode said, ArrayNode into) {
		boolean byModality = true;
		for (JsonNode item : said) {
			byModality &= item.path(MODALITY).isTextual();
		}
		if (!byModality) {
			into.removeAll();
			into.addAll((ArrayNode) said.deepCopy());
			return;
		}
		for (JsonNode item : said) {
			String modality = item.path(MODALITY).textValue();
			merge(path + '/' + modality, (ObjectNode) item, ofModality(modality, into));
		}
	}

	private static ObjectNode ofModality(String modality, ArrayNode list) {
		for (JsonNode item : list) {
			if (item instanceof ObjectNode there && modality.equals(there.path(MODALITY).textValue())) {
				return there;
			}
		}
		return list.addObject();
	}

}
