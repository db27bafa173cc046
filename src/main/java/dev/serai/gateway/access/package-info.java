/** Authentication: teams, their keys, and the verification that a caller holds one. */
@NullMarked
package dev.serai.gateway.access;

import org.jspecify.annotations.NullMarked;
