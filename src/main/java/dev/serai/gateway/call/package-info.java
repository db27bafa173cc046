/**
 * The call: one request of a caller and all that happens for it. Every step of the
 * pipeline depends on this package; it depends only on operations, errors and JSON.
 */
@NullMarked
package dev.serai.gateway.call;

import org.jspecify.annotations.NullMarked;
