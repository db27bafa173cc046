package dev.serai.admin.organisation.camel;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A reply with warnings.
 *
 * @param facts the reply's other fields
 * @param warnings left out when there are none
 */
record Advised(@JsonUnwrapped Object facts, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {
}
