/**
 * The API's contract: one OpenAPI document, which is shown and by which requests are
 * checked.
 */
@NullMarked
package dev.serai.contract;

import org.jspecify.annotations.NullMarked;
