package dev.serai.gateway.endpoint.openai;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects the items of {@code reasoning_details} of one choice of a stream. Each block
 * is one item with its text and its signature, because the next turn needs both together;
 * it is written when the block ends. A single block without a signature needs no item:
 * its text is in {@code reasoning_content}. Not thread-safe.
 */
final class ReasoningDetails {

	private @Nullable ReasoningParts open;

	private boolean any;

	/** Adds text of a block. Returns the items to write before it. */
	List<ReasoningParts> text(int block, String text) {
		List<ReasoningParts> before = endOther(block);
		if (this.open == null) {
			this.open = new ReasoningParts(block);
		}
		this.open.text(text);
		return before;
	}

	/** Adds a block's signature. Returns the items to write now. */
	List<ReasoningParts> sign(int block, String signature, @Nullable String format) {
		List<ReasoningParts> before = endOther(block);
		ReasoningParts signed = (this.open != null) ? this.open : new ReasoningParts(block);
		return with(before, signed.sign(signature, format));
	}

	/** Adds a whole encrypted block. Returns the items to write now. */
	List<ReasoningParts> encrypted(int block, String data, @Nullable String format) {
		return with(endOther(block), new ReasoningParts(block).encrypted(data, format));
	}

	/** Ends the choice. Returns the items to write now. */
	List<ReasoningParts> end() {
		return this.any ? endOther(-1) : List.of();
	}

	private List<ReasoningParts> with(List<ReasoningParts> before, ReasoningParts item) {
		this.open = null;
		this.any = true;
		return before.isEmpty() ? List.of(item) : List.of(before.getFirst(), item);
	}

	/** Ends the open block, unless it is this one. */
	private List<ReasoningParts> endOther(int block) {
		ReasoningParts ended = this.open;
		if (ended == null || ended.block() == block) {
			return List.of();
		}
		this.open = null;
		this.any = true;
		return List.of(ended);
	}

}
