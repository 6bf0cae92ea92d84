package org.mosha.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosha.config.NodeAddress;
import org.mosha.config.Settings;
import org.mosha.model.NodeId;

/**
 * Chooses how a cluster is protected: by keys where {@code tls.dir} has some, else by a secret where there is one, or all
 * nodes are on this machine, else not at all, which takes the operator's word. A secret that is named counts over keys
 * that are in the usual place.
 *
 * @param settings what the operator wants
 */
public record ProtectionChoice(Settings settings) {
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    /**
     * Chooses, and reads what there is, but makes nothing.
     *
     * @param self this node; empty when that is not known, which takes any node's keys for its own
     * @param now the time
     * @return the protection
     * @throws TrustProblem when there is none, or what there is cannot be used
     */
    public Protection choose(Optional<NodeId> self, Instant now) throws TrustProblem {
        TlsDirectory directory = new TlsDirectory(settings.tlsDir());
        boolean secretGiven = isGiven(settings.secretFile(), "etc/secret");
        if (isGiven(settings.tlsDir(), "etc/tls") || (!secretGiven && directory.isMade())) {
            return keys(directory, self, now);
        }
        if (Files.exists(settings.secretFile())) {
            return new Protection.Shared(Secret.read(settings.secretFile()));
        }
        if (hosts().allMatch(ProtectionChoice::isThisMachine)) {
            // what an ensemble of its own asks for, nobody here can make up
            return settings.zookeeperConnect().isPresent()
                    ? new Protection.None()
                    : new Protection.Local(settings.secretFile());
        }
        if (secretGiven) {
            throw new TrustProblem("secret.file " + settings.secretFile() + " is not there: copy it from another node,"
                    + " or make it: mosha tls secret");
        }
        if (settings.insecure()) {
            return new Protection.None();
        }
        throw new TrustProblem("nodes on several machines need protection: make keys (mosha tls init) or a secret"
                + " (mosha tls secret), or set insecure=true to let anybody take over the cluster");
    }

    private static Protection keys(TlsDirectory directory, Optional<NodeId> self, Instant now) throws TrustProblem {
        List<NodeId> made = directory.nodes();
        Optional<NodeId> node = self.isEmpty() ? made.stream().findFirst() : self.filter(made::contains);
        if (node.isEmpty()) {
            Path place = self.map(directory::node).orElse(directory.path());
            throw new TrustProblem("there are no keys in " + place + ": copy them from where they were made (mosha tls"
                    + " init, mosha tls add)");
        }
        NodeKeys own = NodeKeys.read(directory.node(node.get()));
        Optional<String> flaw = own.certificate().flaw(now);
        if (flaw.isPresent()) {
            throw new TrustProblem(own.keyStore() + " " + flaw.get() + ": make new keys (mosha tls add --force)");
        }
        return new Protection.Keys(own);
    }

    /** Whom this node talks to: the external ensemble, or the other nodes. */
    private Stream<String> hosts() {
        return settings.zookeeperConnect()
                .map(connect -> Arrays.stream(connect.split("/", 2)[0].split(","))
                        .map(one -> PORT.matcher(one).replaceFirst("")))
                .orElseGet(() -> settings.nodes().values().stream().map(NodeAddress::host));
    }

    private boolean isGiven(Path path, String usual) {
        return !path.equals(settings.home().resolve(usual));
    }

    private static boolean isThisMachine(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
