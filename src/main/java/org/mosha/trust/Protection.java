package org.mosha.trust;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** How the nodes of a cluster know each other, so that nobody else takes part in it. */
public sealed interface Protection {
    /**
     * What an operator should know about it.
     *
     * @param now the time
     * @return sentences; none when all is well
     */
    List<String> warnings(Instant now);

    /**
     * TLS, with keys for each node.
     *
     * @param own this node's
     */
    record Keys(NodeKeys own) implements Protection {
        @Override
        public List<String> warnings(Instant now) {
            Stream<String> node = Stream.of(own.certificate())
                    .flatMap(certificate -> certificate.concern(now).stream())
                    .map(concern -> own.keyStore() + " " + concern);
            Stream<String> trusted = own.authorities().stream()
                    .flatMap(authority -> authority.concern(now).stream())
                    .map(concern -> "the authority in " + own.trustStore() + " " + concern);
            return Stream.concat(node, trusted)
                    .map(sentence -> sentence + ": without new keys (mosha tls add, mosha tls init) no node talks to"
                            + " this one then")
                    .toList();
        }
    }

    /**
     * A secret that all nodes share: nobody else takes part, but who can listen can read.
     *
     * @param secret the secret
     */
    record Shared(Secret secret) implements Protection {
        @Override
        public List<String> warnings(Instant now) {
            return List.of();
        }
    }

    /**
     * A secret that is to be made, since all nodes are on this machine.
     *
     * @param file where it is to be
     */
    record Local(Path file) implements Protection {
        /**
         * Makes the secret, if no other node of this machine has.
         *
         * @return the protection by it
         * @throws TrustProblem when it can neither be made nor read
         */
        public Shared make() throws TrustProblem {
            Secret.makeMissing(file);
            return new Shared(Secret.read(file));
        }

        @Override
        public List<String> warnings(Instant now) {
            return List.of();
        }
    }

    /** None: the operator has asked for that, or an external ensemble on this machine asks for nothing. */
    record None() implements Protection {
        @Override
        public List<String> warnings(Instant now) {
            return List.of("neither keys nor a secret protect this cluster: whoever can reach its ports can read and"
                    + " change everything, and join it");
        }
    }
}
