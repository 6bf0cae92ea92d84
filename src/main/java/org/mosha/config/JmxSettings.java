package org.mosha.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the settings say of remote JMX; {@link Setting} describes each one.
 *
 * @param port where it listens; empty: there is none, and the rest does not matter
 * @param host the address that it listens on
 * @param passwordFile who may use it; present where there is a port
 * @param accessFile what they may do, when the password file does not tell
 * @param tls whether it uses TLS; true where the host is not loopback
 * @param keyStore the node's key and certificate; present with TLS
 * @param keyStorePasswordFile the file of its password; present with TLS
 * @param trustStore what clients' certificates are signed with; present when they need one
 * @param trustStorePasswordFile the file of its password; present when there is a trust store
 * @param clientCertificates whether clients need a certificate
 */
public record JmxSettings(
        OptionalInt port,
        String host,
        Optional<Path> passwordFile,
        Optional<Path> accessFile,
        boolean tls,
        Optional<Path> keyStore,
        Optional<Path> keyStorePasswordFile,
        Optional<Path> trustStore,
        Optional<Path> trustStorePasswordFile,
        boolean clientCertificates) {}
