/**
 * Adapts chats to the dialect of a deployment: what only this provider refuses is said
 * otherwise where its meaning stays, or the deployment is excluded before it is called.
 */
@NullMarked
package dev.serai.gateway.provider.dialect;

import org.jspecify.annotations.NullMarked;
