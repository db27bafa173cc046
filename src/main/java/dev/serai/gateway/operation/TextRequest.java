package dev.serai.gateway.operation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A request of texts that the model reads separately, without tools and media. */
public interface TextRequest extends OperationRequest {

	/** Returns the texts, at least one. */
	List<TextInput> texts();

	@Override
	default long inWindow(long inputTokens) {
		long all = 0;
		long longest = 0;
		for (TextInput text : texts()) {
			all += text.text().length();
			longest = Math.max(longest, text.text().length());
		}
		return (all == 0) ? inputTokens : (long) Math.ceil((double) inputTokens * longest / all);
	}

	@Override
	default @Nullable String serviceTier() {
		return null;
	}

	@Override
	default boolean usesHostedTools() {
		return false;
	}

	@Override
	default Map<Modality, Integer> inputs() {
		return Map.of(Modality.TEXT, texts().size());
	}

	@Override
	default int unknownInputs() {
		return 0;
	}

	@Override
	default boolean mayAnswerInMedia() {
		return false;
	}

	@Override
	default Set<Capability> demands() {
		return Set.of();
	}

	@Override
	default RequestSize size() {
		return new RequestSize(texts().size(), 0, List.of());
	}

	@Override
	default void measure(InputMeter meter) {
		texts().forEach(text -> text.measure(meter));
	}

	@Override
	default void textsOfUsersAndTools(Consumer<String> reader) {
		texts().forEach(text -> reader.accept(text.text()));
	}

}
