package dev.serai.platform.contract;

/**
 * An operation under {@code /api}, as the contract declares it.
 *
 * @param id the {@code operationId}, for instance {@code createTeam}
 * @param method in capitals, for instance {@code POST}
 * @param path with parameters in braces, for instance {@code /api/teams/{id}}
 * @param summary one sentence
 * @param role who may use it ({@code x-serai-role}): {@code admin}, {@code auditor},
 * {@code member}, {@code person} or {@code anyone}
 * @param takesBody whether it takes a JSON body
 */
public record ApiOperation(String id, String method, String path, String summary, String role, boolean takesBody) {
}
