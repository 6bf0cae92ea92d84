package org.mosha.jmx;

import java.security.Principal;
import java.util.Objects;
import org.mosha.config.Account;

/**
 * Somebody who has logged in over remote JMX.
 *
 * @param name the user's name
 * @param address where the login came from, as text
 * @param account what the user was at the login; other than the one in force, when it was changed since
 */
public record RemoteUser(String name, String address, Account account) implements Principal {
    /** Refuses nulls. */
    public RemoteUser {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(account, "account");
    }

    /**
     * The user's name.
     *
     * @return the name without the address, for connection ids
     */
    @Override
    public String getName() {
        return name;
    }

    /** As logs show it, such as {@code alice@10.0.0.7}. */
    @Override
    public String toString() {
        return name + "@" + address;
    }
}
