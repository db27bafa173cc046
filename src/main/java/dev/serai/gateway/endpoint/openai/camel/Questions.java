package dev.serai.gateway.endpoint.openai.camel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.routing.DecisionJson;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.UnknownModel;
import dev.serai.platform.error.CallRefused;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/** Answers information requests, which call no model. */
final class Questions {

	/** The part of the path before a model's name. */
	private static final String MODELS = "/models/";

	private static final JsonFactory JSON = new JsonFactory();

	private final Catalog catalog;

	private final Policies policies;

	Questions(Catalog catalog, Policies policies) {
		this.catalog = catalog;
		this.policies = policies;
	}

	/** Replies with the model names that the caller may use, in OpenAI's format. */
	void models(Exchange exchange) {
		Map<String, String> owners = owners(Calls.of(exchange).caller());
		answer(exchange, json -> {
			json.writeStartObject();
			json.writeStringField("object", "list");
			json.writeArrayFieldStart("data");
			for (Map.Entry<String, String> model : owners.entrySet()) {
				entry(json, model.getKey(), model.getValue());
			}
			json.writeEndArray();
			json.writeEndObject();
		});
	}

	/**
	 * Replies with one of these names, or an alias of it.
	 * @throws CallRefused 404 when the caller may not use it, or it does not exist
	 */
	void model(Exchange exchange) {
		Call call = Calls.of(exchange);
		String path = call.entrance().endpoint();
		String name = UriUtils.decode(path.substring(path.indexOf(MODELS) + MODELS.length()), StandardCharsets.UTF_8);
		Map<String, String> owners = owners(call.caller());
		String owner = owners.get(name);
		if (owner == null) {
			owner = owners.get(this.catalog.canonical(name));
		}
		if (owner == null) {
			throw UnknownModel.named(name).refused();
		}
		String owned = owner;
		answer(exchange, json -> entry(json, name, owned));
	}

	/**
	 * Returns the names that the caller may use, in the order of the configuration, each
	 * with its owner: a provider, or {@code serai} for a policy.
	 */
	private Map<String, String> owners(@Nullable Caller caller) {
		Map<String, String> owners = new LinkedHashMap<>();
		if (caller == null) {
			return owners;
		}
		for (String name : this.policies.byName().keySet()) {
			if (caller.may(name)) {
				owners.put(name, "serai");
			}
		}
		for (Deployment deployment : this.catalog.deployments()) {
			if (caller.rights().open(names(deployment))) {
				owners.putIfAbsent(deployment.model().name(), deployment.provider().name());
				owners.put(deployment.id(), deployment.provider().name());
			}
		}
		return owners;
	}

	/** Returns all names that a right to a deployment may refer to. */
	private static String[] names(Deployment deployment) {
		List<String> names = new ArrayList<>(deployment.model().aliases());
		names.add(deployment.model().name());
		names.add(deployment.id());
		return names.toArray(String[]::new);
	}

	/** Replies with the routing decision for a call that is not served. */
	void decision(Exchange exchange) {
		Call call = Calls.of(exchange);
		if (call.decision() != null) {
			answer(exchange, json -> DecisionJson.write(json, call.decision()));
		}
	}

	private static void entry(JsonGenerator json, String id, String owner) throws IOException {
		json.writeStartObject();
		json.writeStringField("id", id);
		json.writeStringField("object", "model");
		json.writeNumberField("created", 0);
		json.writeStringField("owned_by", owner);
		json.writeEndObject();
	}

	private static void answer(Exchange exchange, Body body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator json = JSON.createGenerator(bytes)) {
			body.write(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		JsonReply.put(exchange, 200, bytes.toByteArray());
	}

	@FunctionalInterface
	private interface Body {

		void write(JsonGenerator json) throws IOException;

	}

}
