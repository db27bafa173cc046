/** Who may call: teams, their keys, and the proof that a caller holds one. */
@NullMarked
package dev.serai.gateway.access;

import org.jspecify.annotations.NullMarked;
