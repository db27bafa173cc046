/** What makes a change to the records noticed: hashes, chains, signed checkpoints. */
@NullMarked
package dev.serai.audit;

import org.jspecify.annotations.NullMarked;
