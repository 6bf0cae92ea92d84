package org.mosha.jmx.remote;

import java.util.Optional;
import org.mosha.config.Role;
import org.mosha.jmx.RemoteUser;

/** What users of the connector may do at present. */
@FunctionalInterface
interface Roles {
    /** The role that a login gives now; empty when the account was changed or deleted since. */
    Optional<Role> of(RemoteUser user);

    /** The role that a login gives now; one whose account was changed is over, and refused. */
    default Role now(RemoteUser user) {
        return of(user).orElseThrow(
                        () -> new SecurityException("this login is over, since the account was changed: log in again"));
    }
}
