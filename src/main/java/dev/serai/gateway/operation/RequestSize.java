package dev.serai.gateway.operation;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How large a request is.
 *
 * @param messages turns of the conversation; the number of inputs where there is none
 * @param tools tools that the model may call
 * @param schemas the JSON schemas of tools and of the answer
 */
public record RequestSize(int messages, int tools, List<JsonNode> schemas) {
}
