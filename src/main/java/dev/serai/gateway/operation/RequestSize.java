package dev.serai.gateway.operation;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The size of a request.
 *
 * @param messages turns of the conversation; without a conversation the number of inputs
 * @param tools tools that the model may call
 * @param schemas the JSON schemas of tools and of the answer
 */
public record RequestSize(int messages, int tools, List<JsonNode> schemas) {
}
