/** The API contract: an OpenAPI document that is published and validates requests. */
@NullMarked
package dev.serai.platform.contract;

import org.jspecify.annotations.NullMarked;
