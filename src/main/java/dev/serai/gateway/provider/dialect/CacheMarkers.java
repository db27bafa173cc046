package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.catalog.Dialect.CacheControl;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import org.jspecify.annotations.Nullable;

/**
 * Moves Anthropic's markers of prompt caching to where Anthropic takes them, or leaves
 * them out. Callers put them on messages, on parts that are not text, and on tools; there
 * they are among the request's extra fields.
 */
@SuppressWarnings("ReferenceEquality") // what no rule is about stays the same object
final class CacheMarkers {

	private static final Pattern PLACE = Pattern.compile("(messages\\[(\\d+)]|tools\\[\\d+])(\\..+)?\\.cache_control");

	/** The most markers of a request. */
	private static final int MOST = 4;

	private CacheMarkers() {
	}

	/** Returns the request with markers at texts alone, or without any. */
	static ChatRequest in(ChatRequest request, CacheControl rule, Consumer<String> notes) {
		if (rule == CacheControl.ACCEPTED) {
			return request;
		}
		Map<String, JsonNode> extras = new LinkedHashMap<>(request.extras());
		List<Message> messages = new ArrayList<>(request.messages());
		boolean changed = false;
		for (Map.Entry<String, JsonNode> extra : request.extras().entrySet()) {
			Matcher place = PLACE.matcher(extra.getKey());
			if (!place.matches()) {
				continue;
			}
			extras.remove(extra.getKey());
			changed = true;
			boolean lifted = rule == CacheControl.LIFTED && mark(messages, place.group(2), extra.getValue());
			notes.accept(extra.getKey() + (lifted ? " is sent at the nearest text" : " is not sent"));
		}
		if (rule == CacheControl.LIFTED) {
			changed |= keepLast(messages, notes);
		}
		else {
			for (int i = 0; i < messages.size(); i++) {
				Message plain = messages.get(i).withParts(unmarked(messages.get(i).parts()));
				if (plain != messages.get(i)) {
					messages.set(i, plain);
					notes.accept("markers of prompt caching are not sent");
					changed = true;
				}
			}
		}
		return changed ? request.withMessages(messages).withExtras(extras) : request;
	}

	/**
	 * Marks the last text of a message, or of the instructions, which come after the
	 * tools.
	 * @param index the message; null for a tool
	 */
	private static boolean mark(List<Message> messages, @Nullable String index, JsonNode marker) {
		for (int i = messages.size() - 1; i >= 0; i--) {
			boolean here = (index != null) ? i == Integer.parseInt(index) : messages.get(i) instanceof Message.System;
			List<Part> parts = here ? new ArrayList<>(messages.get(i).parts()) : List.of();
			for (int j = parts.size() - 1; j >= 0; j--) {
				if (parts.get(j) instanceof Part.Text text && !text.text().isBlank()) {
					if (text.cacheControl() == null) {
						parts.set(j, new Part.Text(text.text(), marker));
						messages.set(i, messages.get(i).withParts(parts));
					}
					return true;
				}
			}
		}
		return false;
	}

	/** The last markers cover the most. */
	private static boolean keepLast(List<Message> messages, Consumer<String> notes) {
		int marked = 0;
		boolean changed = false;
		for (int i = messages.size() - 1; i >= 0; i--) {
			List<Part> parts = new ArrayList<>(messages.get(i).parts());
			boolean here = false;
			for (int j = parts.size() - 1; j >= 0; j--) {
				if (parts.get(j) instanceof Part.Text text && text.cacheControl() != null
						&& (text.text().isBlank() || ++marked > MOST)) {
					parts.set(j, new Part.Text(text.text()));
					here = true;
				}
			}
			if (here) {
				messages.set(i, messages.get(i).withParts(parts));
				notes.accept("only the last " + MOST + " markers of prompt caching are sent");
				changed = true;
			}
		}
		return changed;
	}

	private static List<Part> unmarked(List<Part> parts) {
		if (parts.stream().noneMatch(part -> part instanceof Part.Text text && text.cacheControl() != null)) {
			return parts;
		}
		return parts.stream()
			.map(part -> (part instanceof Part.Text text) ? (Part) new Part.Text(text.text()) : part)
			.toList();
	}

}
