package dev.serai.gateway.guardrail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.serai.gateway.call.GuardEvent;
import dev.serai.gateway.call.GuardEvent.Direction;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * One guardrail's work on one answer. It holds back of each text only the end, for as
 * long as something may still be growing there. Not thread-safe.
 */
final class AnswerGuard {

	private final Guardrail guardrail;

	private final Detector detector;

	private final Map<Place, Flow> flows = new LinkedHashMap<>(4);

	/** The texts that have ended and do not come out as they came. */
	private final Set<Place> changed = new HashSet<>();

	private final Findings findings = new Findings();

	private boolean stopped;

	AnswerGuard(Guardrail guardrail, Detector detector) {
		this.guardrail = guardrail;
		this.detector = detector;
	}

	/** Whether something was found that ends the answer. */
	boolean isStopped() {
		return this.stopped;
	}

	String name() {
		return this.guardrail.name();
	}

	String firstFinding() {
		return this.findings.first();
	}

	/** The events that may be told now; none after what ends the answer. */
	List<ChatEvent> pass(List<ChatEvent> events) {
		List<ChatEvent> told = new ArrayList<>(events.size());
		for (int i = 0; i < events.size() && !this.stopped; i++) {
			pass(events.get(i), told);
		}
		return told;
	}

	/** The answer has ended: what was held back. */
	List<ChatEvent> end() {
		List<ChatEvent> told = new ArrayList<>(1);
		this.flows.values().forEach(flow -> flow.end(told));
		this.flows.clear();
		return told;
	}

	/** What was found, as events of the call. */
	List<GuardEvent> found() {
		return this.findings.counts()
			.entrySet()
			.stream()
			.map(found -> this.guardrail.event(found.getKey(), found.getValue(), Direction.OUT))
			.toList();
	}

	private void pass(ChatEvent event, List<ChatEvent> told) {
		switch (event) {
			case ChatEvent.Text(int choice, String text) ->
				flow(new Place(choice, Field.TEXT, 0), said -> new ChatEvent.Text(choice, said)).add(text, told);
			case ChatEvent.Refusal(int choice, String text) ->
				flow(new Place(choice, Field.REFUSAL, 0), said -> new ChatEvent.Refusal(choice, said)).add(text, told);
			case ChatEvent.ReasoningText(int choice, int block, String text) -> {
				endOfOtherBlocks(choice, block, told);
				flow(new Place(choice, Field.REASONING, block),
						said -> new ChatEvent.ReasoningText(choice, block, said))
					.add(text, told);
			}
			case ChatEvent.ToolCallArguments(int choice, int index, String fragment) ->
				flow(new Place(choice, Field.ARGUMENTS, index),
						said -> new ChatEvent.ToolCallArguments(choice, index, said))
					.add(fragment, told);
			case ChatEvent.ReasoningSignature(int choice, int block, String signature) -> {
				endOf(place -> place.choice == choice && place.field == Field.REASONING, told);
				// A signature proves a text to its provider: not one that was changed.
				if (!this.changed.contains(new Place(choice, Field.REASONING, block))) {
					tell(event, told);
				}
			}
			case ChatEvent.ReasoningEncrypted(int choice, int block, String data) -> {
				endOfOtherBlocks(choice, block, told);
				tell(event, told);
			}
			case ChatEvent.Finished(int choice, ChatEvent.FinishReason reason) -> {
				endOf(place -> place.choice == choice, told);
				tell(event, told);
			}
			default -> told.add(event);
		}
	}

	private void tell(ChatEvent event, List<ChatEvent> told) {
		if (!this.stopped) {
			told.add(event);
		}
	}

	/** Blocks of reasoning are one text for many readers, so each is told to its end. */
	private void endOfOtherBlocks(int choice, int block, List<ChatEvent> told) {
		endOf(place -> place.choice == choice && place.field == Field.REASONING && place.index != block, told);
	}

	private void endOf(Predicate<Place> which, List<ChatEvent> told) {
		this.flows.entrySet().removeIf(entry -> {
			if (!which.test(entry.getKey())) {
				return false;
			}
			Flow flow = entry.getValue();
			flow.end(told);
			if (flow.changed) {
				this.changed.add(entry.getKey());
			}
			return true;
		});
	}

	private Flow flow(Place place, Function<String, ChatEvent> event) {
		Flow flow = this.flows.get(place);
		if (flow == null) {
			flow = new Flow(place.field == Field.ARGUMENTS, event);
			this.flows.put(place, flow);
		}
		return flow;
	}

	/** What a text of an answer is. */
	private enum Field {

		TEXT, REFUSAL, REASONING, ARGUMENTS

	}

	/** Which text of an answer. */
	private record Place(int choice, Field field, int index) {
	}

	/** One text of the answer as it comes. */
	private final class Flow implements Scanner.Sink {

		private final Function<String, ChatEvent> event;

		private final @Nullable Scanner plain;

		private final @Nullable JsonScanner json;

		private final StringBuilder ready = new StringBuilder();

		private boolean changed;

		Flow(boolean isJson, Function<String, ChatEvent> event) {
			this.event = event;
			this.json = isJson ? new JsonScanner(AnswerGuard.this.detector, this) : null;
			this.plain = isJson ? null : AnswerGuard.this.detector.scanner(this);
		}

		void add(String more, List<ChatEvent> told) {
			if (this.json != null) {
				this.json.add(more);
			}
			else if (this.plain != null) {
				this.plain.add(more);
			}
			tell(told);
		}

		void end(List<ChatEvent> told) {
			if (this.json != null) {
				this.json.end();
			}
			else if (this.plain != null) {
				this.plain.end();
			}
			tell(told);
		}

		private void tell(List<ChatEvent> told) {
			if (!this.ready.isEmpty()) {
				told.add(this.event.apply(this.ready.toString()));
				this.ready.setLength(0);
			}
		}

		@Override
		public void text(String text) {
			if (!AnswerGuard.this.stopped) {
				this.ready.append(text);
			}
		}

		@Override
		public void found(String finding) {
			if (AnswerGuard.this.stopped) {
				return;
			}
			AnswerGuard.this.findings.add(finding);
			this.changed = true;
			if (AnswerGuard.this.guardrail.mode() == Mode.BLOCK) {
				AnswerGuard.this.stopped = true;
			}
			else {
				this.ready.append(Redaction.placeholder(finding));
			}
		}

	}

}
