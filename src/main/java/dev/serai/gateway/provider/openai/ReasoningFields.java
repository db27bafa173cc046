package dev.serai.gateway.provider.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reasoning of one choice without duplicates. {@code reasoning_content}, {@code
 * reasoning} and {@code reasoning_details} are three views of one text: what one view
 * repeats of another is not new, in the same chunk, in a later one, or all at once at the
 * end of a block. New text is put into {@code reasoning_content}; the other two fields
 * stay as the provider wrote them. One per choice of an answer, not thread-safe.
 */
final class ReasoningFields {

	private static final String CONTENT = "reasoning_content";

	private static final String REASONING = "reasoning";

	private static final String DETAILS = "reasoning_details";

	/** The most text that is remembered to recognise repetitions, in characters. */
	private static final int MOST_REMEMBERED = 1 << 20;

	private final boolean streamed;

	/**
	 * The text that not every view in use has repeated yet, and that an unused one may
	 * repeat.
	 */
	private final StringBuilder said = new StringBuilder();

	private final View content = new View();

	private final View reasoning = new View();

	private final View details = new View();

	/** The number of a block here, by the provider's index. */
	private final Map<Integer, Integer> numbers = new HashMap<>();

	private final Map<Integer, String> signatures = new HashMap<>();

	private int blocks;

	/** The block that text without an index belongs to; -1 when a new one begins. */
	private int open = -1;

	/** Whether no item of the details has referred to the open block yet. */
	private boolean unclaimed;

	ReasoningFields(boolean streamed) {
		this.streamed = streamed;
	}

	/** Returns whether a delta or a message may contain reasoning. */
	static boolean areIn(ObjectNode holder) {
		return Json.has(holder, CONTENT) || Json.has(holder, REASONING) || Json.has(holder, DETAILS);
	}

	/**
	 * Reads a delta or a message, and normalises its {@code reasoning_content}.
	 * @param into receives the events
	 * @return whether the delta or message was changed
	 */
	boolean read(int choice, ObjectNode holder, List<ChatEvent> into) {
		JsonNode items = holder.path(DETAILS);
		String content = Json.textOrEmpty(holder, CONTENT);
		String reasoning = Json.textOrEmpty(holder, REASONING);
		if (content.isEmpty() && reasoning.isEmpty() && items.isEmpty()) {
			return false;
		}
		StringBuilder fresh = new StringBuilder();
		boolean inDetails = holdText(items);
		if (inDetails) {
			details(choice, items, fresh, into);
		}
		boolean understood = flat(choice, this.reasoning, reasoning, inDetails, fresh, into)
				& flat(choice, this.content, content, inDetails, fresh, into);
		if (!inDetails) {
			details(choice, items, fresh, into);
		}
		forget();
		return understood && show(holder, content, fresh.toString());
	}

	private static boolean holdText(JsonNode items) {
		for (JsonNode item : items) {
			if (!text(item).isEmpty()) {
				return true;
			}
		}
		return false;
	}

	/** A whole message keeps its text; a delta contains only what is new. */
	private boolean show(ObjectNode holder, String given, String fresh) {
		if (fresh.equals(given) || (!this.streamed && !given.isEmpty())) {
			return false;
		}
		if (fresh.isEmpty()) {
			holder.remove(CONTENT);
		}
		else {
			holder.put(CONTENT, fresh);
		}
		return true;
	}

	/**
	 * @param inDetails whether details of the same chunk contain text, which takes
	 * precedence over a field with another text
	 * @return false when it is another text
	 */
	private boolean flat(int choice, View view, String text, boolean inDetails, StringBuilder fresh,
			List<ChatEvent> into) {
		if (text.isEmpty()) {
			return true;
		}
		String news = view.news(text);
		if (news == null && inDetails) {
			return false;
		}
		String told = (news != null) ? news : view.tell(text);
		if (!told.isEmpty()) {
			if (this.open < 0) {
				this.open = this.blocks++;
				this.unclaimed = true;
			}
			fresh.append(told);
			into.add(new ChatEvent.ReasoningText(choice, this.open, told));
		}
		return true;
	}

	private void details(int choice, JsonNode items, StringBuilder fresh, List<ChatEvent> into) {
		int position = 0;
		for (JsonNode item : items) {
			detail(choice, item.path("index").asInt(position++), item, fresh, into);
		}
	}

	private void detail(int choice, int index, JsonNode item, StringBuilder fresh, List<ChatEvent> into) {
		String text = text(item);
		String signature = Json.textOrEmpty(item, "signature");
		String data = Json.textOrEmpty(item, "data");
		if (text.isEmpty() && signature.isEmpty() && data.isEmpty()) {
			return;
		}
		String news = text.isEmpty() ? "" : this.details.news(text);
		String told = (news != null) ? news : this.details.tell(text);
		boolean repeats = told.length() < text.length() || (text.isEmpty() && data.isEmpty());
		int block = block(index, repeats);
		if (!told.isEmpty()) {
			fresh.append(told);
			into.add(new ChatEvent.ReasoningText(choice, block, told));
		}
		if (!signature.isEmpty() && !signature.equals(this.signatures.put(block, signature))) {
			into.add(new ChatEvent.ReasoningSignature(choice, block, signature, Json.text(item, "format")));
		}
		if (!data.isEmpty() && !data.equals(this.signatures.put(block, data))) {
			into.add(new ChatEvent.ReasoningEncrypted(choice, block, data, Json.text(item, "format")));
		}
		// A signature, also one that is null, ends a block.
		if (item.has("signature") && (!text.isEmpty() || !signature.isEmpty()) || !data.isEmpty()) {
			this.open = -1;
		}
	}

	/**
	 * Returns the number of the block with this index.
	 * @param repeats whether the item's text may have been sent before without an index
	 */
	private int block(int index, boolean repeats) {
		Integer known = this.numbers.get(index);
		if (known != null) {
			this.open = known;
			return known;
		}
		if (!(repeats && this.open >= 0 && this.unclaimed)) {
			this.open = this.blocks++;
		}
		this.unclaimed = false;
		this.numbers.put(index, this.open);
		return this.open;
	}

	private static String text(JsonNode item) {
		return Json.textOrEmpty(item, "reasoning.summary".equals(Json.text(item, "type")) ? "summary" : "text");
	}

	/**
	 * Text that all views in use have repeated need not be remembered once it is in
	 * details.
	 */
	private void forget() {
		boolean allSaid = this.details.used && this.details.isAtEnd() && (!this.content.used || this.content.isAtEnd())
				&& (!this.reasoning.used || this.reasoning.isAtEnd());
		if (allSaid || this.said.length() > MOST_REMEMBERED) {
			this.said.setLength(0);
			this.content.at = 0;
			this.reasoning.at = 0;
			this.details.at = 0;
		}
	}

	/** A field, and how much of the text it has contained. */
	private final class View {

		private int at;

		private boolean used;

		boolean isAtEnd() {
			return this.at == ReasoningFields.this.said.length();
		}

		/**
		 * Returns the part of a text that no other view has contained yet; null when it
		 * is another text. White space between blocks may be in one view and not in
		 * another.
		 */
		@Nullable String news(String text) {
			this.used = true;
			StringBuilder all = ReasoningFields.this.said;
			int from = this.at;
			if (!repeats(from, text)) {
				while (from < all.length() && Character.isWhitespace(all.charAt(from))) {
					from++;
				}
				if (!repeats(from, text)) {
					return null;
				}
			}
			String news = text.substring(Math.min(text.length(), all.length() - from));
			all.append(news);
			this.at = from + text.length();
			return news;
		}

		/** Adds new text. */
		String tell(String text) {
			ReasoningFields.this.said.append(text);
			this.at = ReasoningFields.this.said.length();
			return text;
		}

		private boolean repeats(int from, String text) {
			StringBuilder all = ReasoningFields.this.said;
			int length = Math.min(text.length(), all.length() - from);
			for (int i = 0; i < length; i++) {
				if (all.charAt(from + i) != text.charAt(i)) {
					return false;
				}
			}
			return true;
		}

	}

}
