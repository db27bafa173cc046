package dev.serai.gateway.provider.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import org.jspecify.annotations.Nullable;

/** What a listener has of an answer when all events have come. */
record Heard(String text, List<Call> calls, List<String> reasoning, int others, @Nullable FinishReason reason,
		@Nullable Usage usage) {

	record Call(String id, String name, JsonNode arguments) {
	}

	static Heard of(List<ChatEvent> events) {
		StringBuilder text = new StringBuilder();
		List<ChatEvent.ToolCallStarted> started = new ArrayList<>();
		List<StringBuilder> arguments = new ArrayList<>();
		TreeMap<Integer, String> reasoning = new TreeMap<>();
		int others = 0;
		FinishReason reason = null;
		Usage usage = null;
		for (ChatEvent event : events) {
			switch (event) {
				case ChatEvent.Text t -> text.append(t.text());
				case ChatEvent.ToolCallStarted s -> {
					started.add(s.index(), s);
					arguments.add(new StringBuilder());
				}
				case ChatEvent.ToolCallArguments a -> arguments.get(a.index()).append(a.fragment());
				case ChatEvent.ReasoningText r -> reasoning.merge(r.block(), r.text(), String::concat);
				case ChatEvent.ReasoningSignature s -> reasoning.merge(s.block(), "#" + s.signature(), String::concat);
				case ChatEvent.ReasoningEncrypted e -> reasoning.put(e.block(), "!" + e.data());
				case ChatEvent.OtherContent o -> others++;
				case ChatEvent.Finished f -> reason = f.reason();
				case ChatEvent.Used u -> usage = u.usage();
				default -> {
				}
			}
		}
		List<Call> calls = new ArrayList<>();
		for (int i = 0; i < started.size(); i++) {
			calls.add(new Call(started.get(i).id(), started.get(i).name(), Requests.json(arguments.get(i).toString())));
		}
		return new Heard(text.toString(), calls, List.copyOf(reasoning.values()), others, reason, usage);
	}

}
