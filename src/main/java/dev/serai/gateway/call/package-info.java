/**
 * The call: one request of a caller and all that happens for it. This package knows no
 * other of Serai's packages; every step of the road knows this one.
 */
@NullMarked
package dev.serai.gateway.call;

import org.jspecify.annotations.NullMarked;
