package org.mosha.jmx;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.Subject;

/** Tells who makes the JMX call that the present thread carries out. */
public final class Caller {
    private static final String LOCAL = "local";
    private static final Optional<Method> CURRENT = currentMethod();

    private Caller() {}

    /** The user and address of an authenticated call, such as {@code alice@10.0.0.7}; else {@code local}. */
    static String name() {
        return remote().map(RemoteUser::toString)
                .orElseGet(() -> Optional.ofNullable(subject())
                        .flatMap(subject -> subject.getPrincipals().stream()
                                .map(Principal::getName)
                                .findFirst())
                        .map(user -> user + address())
                        .orElse(LOCAL));
    }

    /**
     * The user of this daemon's own connector who makes the call.
     *
     * @return the user; empty for a local tool, and for what the connector does by itself
     */
    public static Optional<RemoteUser> remote() {
        return Optional.ofNullable(subject())
                .flatMap(subject ->
                        subject.getPrincipals(RemoteUser.class).stream().findFirst());
    }

    private static String address() {
        try {
            return "@" + RemoteServer.getClientHost();
        } catch (ServerNotActiveException e) {
            return "";
        }
    }

    // Subject.current() exists from Java 18 on, and what Java 17 has always throws from Java 24 on
    private static Subject subject() {
        try {
            return CURRENT.isPresent() ? (Subject) CURRENT.get().invoke(null) : oldSubject();
        } catch (IllegalAccessException | InvocationTargetException | UnsupportedOperationException e) {
            return null;
        }
    }

    @SuppressWarnings("removal")
    private static Subject oldSubject() {
        return Subject.getSubject(java.security.AccessController.getContext());
    }

    private static Optional<Method> currentMethod() {
        try {
            return Optional.of(Subject.class.getMethod("current"));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}
