/**
 * The API's contract: one OpenAPI document, which is shown and by which requests are
 * checked.
 */
@NullMarked
package dev.serai.platform.contract;

import org.jspecify.annotations.NullMarked;
