package org.mosha.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mosha.model.NodeId;
import org.mosha.trust.TlsDirectory;

/** Tells the operator what was made and which part of it goes where. */
record KeyDelivery(TlsDirectory directory, PrintWriter out) {
    /** The lines about an authority. */
    void authority() {
        out.println("made " + directory.authority()
                + ": the cluster's authority, which no daemon needs; keep it safe, here or off this machine");
    }

    /** The lines about nodes' keys. */
    void nodes(SortedMap<NodeId, String> hosts) {
        hosts.keySet().forEach(node -> out.println("made " + directory.node(node) + ": the keys of node " + node));
        out.println("Copy each node's directory to that node, and to no other, as the user that Mosha runs as there,"
                + " into a directory of its own (chmod 700):");
        for (Map.Entry<NodeId, String> node : hosts.entrySet()) {
            out.println("  scp -rp " + directory.node(node.getKey()) + " " + target(node.getValue()));
        }
    }

    /** The line about what was there before. */
    void old(Optional<Path> attic) {
        attic.ifPresent(path -> out.println("what was there is in " + path + ": delete it when it is not needed"));
    }

    private String target(String host) {
        return (host.contains(":") ? "[" + host.replaceAll("[\\[\\]]", "") + "]" : host) + ":" + directory.path() + "/";
    }
}
