package dev.serai.gateway.provider.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Dialect;
import dev.serai.gateway.catalog.Dialect.ImageUrls;
import dev.serai.gateway.catalog.Dialect.Names;
import dev.serai.gateway.catalog.Dialect.Parameters;
import dev.serai.gateway.catalog.Dialect.Prefill;
import dev.serai.gateway.catalog.Dialect.Schemas;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.provider.dialect.Adaptation.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Adapts one chat to a dialect. What only one protocol's messages have, such as the role
 * developer, is left to that protocol. Not thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // what no rule is about stays the same object
public final class ChatDialect {

	private final Dialect dialect;

	private final ToolCallIds ids;

	private final Set<String> notes = new LinkedHashSet<>();

	private @Nullable Refused refused;

	private ChatDialect(Dialect dialect) {
		this.dialect = dialect;
		this.ids = new ToolCallIds(dialect.toolCallIds());
	}

	/** Returns the chat as a deployment of this dialect accepts it. */
	public static Adaptation adapt(ChatRequest request, Dialect dialect) {
		return (dialect == Dialect.NONE) ? new Adaptation(request, null, List.of())
				: new ChatDialect(dialect).adapt(request);
	}

	/**
	 * Returns whether nothing of a chat is a matter of dialects, whatever the dialect of
	 * its parameters.
	 */
	public static boolean isPlain(ChatRequest request, Dialect dialect) {
		return dialect == Dialect.NONE || (request.tools().isEmpty() && request.format() instanceof OutputFormat.Text
				&& isPlain(request.messages())
				&& (!ChatParameters.areIn(request)
						|| !new ParameterRules(dialect.parameters()).concern(ChatParameters.of(request)))
				&& request.extras().keySet().stream().noneMatch(name -> name.startsWith("messages[")));
	}

	/** Plain chats have instructions first, then users and the model in turn. */
	private static boolean isPlain(List<Message> messages) {
		boolean users = true;
		for (int i = 0; i < messages.size(); i++) {
			boolean plain = switch (messages.get(i)) {
				case Message.System system -> i == 0 && !system.developer() && isText(system);
				case Message.User user -> users && user.name() == null && isText(user);
				case Message.Assistant assistant ->
					!users && isText(assistant) && assistant.toolCalls().isEmpty() && assistant.reasoning().isEmpty();
				case Message.ToolResult result -> false;
			};
			if (!plain) {
				return false;
			}
			users = !(messages.get(i) instanceof Message.User);
		}
		return !users;
	}

	private static boolean isText(Message message) {
		return message.parts().size() == 1 && message.parts().getFirst() instanceof Part.Text text
				&& text.cacheControl() == null && !text.text().isEmpty();
	}

	private Adaptation adapt(ChatRequest request) {
		ChatRequest marked = CacheMarkers.in(request, this.dialect.cacheControl(), this.notes::add);
		ChatRequest adapted = parameters(tools(messages(omitted(marked))));
		return new Adaptation(adapted, this.refused, List.copyOf(this.notes));
	}

	private void refuse(String param, String why) {
		if (this.refused == null) {
			this.refused = new Refused(param, why);
		}
	}

	/** Leaves out fields of messages that have no neutral meaning. */
	private ChatRequest omitted(ChatRequest request) {
		Map<String, JsonNode> extras = new LinkedHashMap<>(request.extras());
		boolean changed = extras.keySet().removeIf(name -> {
			String field = name.substring(name.lastIndexOf('.') + 1);
			boolean omits = name.startsWith("messages[") && (this.dialect.omitted().contains(field)
					|| (field.equals("name") && this.dialect.names() == Names.TEXT));
			if (omits) {
				this.notes.add(field + " of messages is not sent");
			}
			return omits;
		});
		return changed ? request.withExtras(extras) : request;
	}

	private ChatRequest messages(ChatRequest request) {
		List<Message> messages = request.messages();
		List<Message> adapted = new ArrayList<>(messages.size());
		boolean same = true;
		for (int i = 0; i < messages.size(); i++) {
			Message message = message("messages[" + i + "]", messages.get(i));
			adapted.add(message);
			same &= message == messages.get(i);
		}
		if (this.dialect.prefill() == Prefill.REFUSED && messages.getLast() instanceof Message.Assistant last
				&& last.toolCalls().isEmpty()) {
			refuse("messages[" + (messages.size() - 1) + "]", "this model does not continue an answer of its own");
		}
		return same ? request : request.withMessages(adapted);
	}

	private Message message(String at, Message message) {
		List<Part> parts = parts(at, message.parts());
		return switch (message) {
			case Message.System system -> system.withParts(parts);
			case Message.User user -> user(user, parts);
			case Message.Assistant assistant -> assistant(assistant, parts);
			case Message.ToolResult result -> {
				String id = this.ids.ofResult(result.callId());
				yield (parts == result.parts() && id.equals(result.callId())) ? result
						: new Message.ToolResult(id, parts);
			}
		};
	}

	private Message user(Message.User user, List<Part> parts) {
		if (user.name() == null || this.dialect.names() == Names.FIELD) {
			return user.withParts(parts);
		}
		this.notes.add("names are sent in front of the messages' text");
		List<Part> named = new ArrayList<>(parts);
		if (!named.isEmpty() && named.getFirst() instanceof Part.Text text) {
			named.set(0, new Part.Text(user.name() + ": " + text.text(), text.cacheControl()));
		}
		else {
			named.addFirst(new Part.Text(user.name() + ":"));
		}
		return new Message.User(named, null);
	}

	private Message assistant(Message.Assistant assistant, List<Part> parts) {
		List<ToolCall> calls = new ArrayList<>(assistant.toolCalls().size());
		boolean same = parts == assistant.parts();
		for (ToolCall call : assistant.toolCalls()) {
			String id = this.ids.ofCall(call.id());
			if (id.equals(call.id())) {
				calls.add(call);
			}
			else {
				calls.add(new ToolCall(id, call.name(), call.arguments(), call.signature()));
				this.notes.add("ids of tool calls are replaced");
				same = false;
			}
		}
		return same ? assistant : new Message.Assistant(parts, calls, assistant.reasoning());
	}

	private List<Part> parts(String at, List<Part> parts) {
		List<Part> adapted = null;
		for (int i = 0; i < parts.size(); i++) {
			Part given = parts.get(i);
			Part part = part(at + ".content[" + i + "]", given);
			if (part != given) {
				adapted = (adapted != null) ? adapted : new ArrayList<>(parts);
				adapted.set(i, part);
			}
		}
		return (adapted != null) ? adapted : parts;
	}

	private Part part(String at, Part part) {
		return switch (part) {
			case Part.Image image when image.source() instanceof Source.Url
					&& this.dialect.imageUrls() == ImageUrls.REFUSED -> {
				refuse(at, "this model takes images in the request only, not by URL");
				yield image;
			}
			case Part.Image image when image.source() instanceof Source.Data data -> {
				String type = MediaTypes.ofImage(data.mediaType(), data.base64());
				if (!this.dialect.images().isEmpty() && !this.dialect.images().contains(type)) {
					refuse(at, "this model takes no images of the type " + type);
				}
				yield type.equals(data.mediaType()) ? image
						: new Part.Image(new Source.Data(type, data.base64()), image.detail());
			}
			case Part.Document document when document.source() instanceof Source.Data data ->
				document(at, document, data);
			default -> part;
		};
	}

	private Part document(String at, Part.Document document, Source.Data data) {
		String type = MediaTypes.registered(data.mediaType());
		if (this.dialect.documents().isEmpty() || this.dialect.documents().contains(type)) {
			return document;
		}
		Optional<String> text = MediaTypes.text(type, data.base64());
		if (text.isEmpty()) {
			refuse(at, "this model takes no documents of the type " + type);
			return document;
		}
		this.notes.add("documents of the type " + type + " are sent as text");
		return new Part.Text(MediaTypes.named(document.filename(), text.get()));
	}

	private ChatRequest tools(ChatRequest request) {
		boolean formatted = request.format() instanceof OutputFormat.JsonSchema;
		if (this.dialect.schemas() == Schemas.ALL && this.dialect.toolNames().equals(".*")
				|| (request.tools().isEmpty() && !formatted)) {
			return request;
		}
		SchemaRules rules = new SchemaRules(this.dialect.schemas());
		boolean same = true;
		List<Tool> tools = new ArrayList<>(request.tools().size());
		for (int i = 0; i < request.tools().size(); i++) {
			Tool tool = request.tools().get(i);
			if (!tool.name().matches(this.dialect.toolNames())) {
				refuse("tools[" + i + "].function.name",
						"this model takes names of tools as " + this.dialect.toolNames() + " only");
			}
			JsonNode schema = tool.parameters();
			boolean marked = Boolean.TRUE.equals(tool.strict());
			JsonNode rewritten = rules.ofTool((schema != null) ? schema : MissingNode.getInstance(), marked);
			boolean kept = rewritten == schema && !(tool.strict() != null && rules.dropsStrict());
			same &= kept;
			tools.add(kept ? tool
					: new Tool(tool.name(), tool.description(), rewritten, rules.dropsStrict() ? null : tool.strict()));
		}
		OutputFormat format = request.format();
		if (format instanceof OutputFormat.JsonSchema answer) {
			JsonNode rewritten = rules.ofAnswer(answer.schema(), Boolean.TRUE.equals(answer.strict()));
			if (rewritten != answer.schema()) {
				same = false;
				format = new OutputFormat.JsonSchema(answer.name(), answer.description(), rewritten, answer.strict());
			}
		}
		rules.changed().forEach(keyword -> this.notes.add(keyword + " in schemas is said otherwise"));
		return same ? request : request.withSchemas(tools, format);
	}

	private ChatRequest parameters(ChatRequest request) {
		if (this.dialect.parameters() == Parameters.NONE) {
			return request;
		}
		ParameterRules rules = new ParameterRules(this.dialect.parameters());
		ObjectNode fields = ChatParameters.of(request);
		ObjectNode given = fields.deepCopy();
		rules.adapt(fields, !request.tools().isEmpty(), this.notes::add)
			.ifPresent(broken -> refuse(broken.param(), broken.why()));
		return fields.equals(given) ? request : ChatParameters.with(request, fields);
	}

}
