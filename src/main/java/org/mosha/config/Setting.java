package org.mosha.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mosha.model.FencingPolicy;
import org.mosha.model.PlacementMethod;

/**
 * Every setting that there is: the one place from which parsing, suggestions, the sample file and the documentation
 * take names and defaults.
 */
public enum Setting {
    MFSBASE(
            "mfsbase",
            "<var.dir>/mfs",
            Expected.PATH,
            "The directory that holds all nodes' directories; unless given, mfs in var.dir."),
    HPCBASE(
            "hpcbase",
            "",
            Expected.PATH,
            "The directory whose nodes/N/status tells which nodes are up; empty: heartbeats tell."),
    MYNODE(
            "mynode",
            "",
            Expected.NODE,
            "This node's number; empty: the first number that mwhois prints, else the one that nodes gives this host; 1 without either."),
    MWHOIS("mwhois", "", Expected.COMMAND, "A command whose output has this node's number as its first number."),
    VARPATH("varpath", "var/mosix-ha", "a relative path without ..", "Mosha's directory within a node's directory."),
    TIMEOUT("timeout", "60", Expected.SECONDS, "How old another node's clstat may become before it counts as stale."),
    STOMITH(
            "stomith",
            "",
            "a command for /bin/sh -c to which the node's number can be added, or fence-agent:fence_NAME",
            "What turns a node off: a command, given its number, or a fence agent; empty: only log."),
    STOMITH_TIMEOUT("stomith.timeout", "60", Expected.SECONDS, "How long the stomith command may take."),
    FENCE_DIR(
            "fence.dir",
            "<home>/etc/fence",
            Expected.PATH,
            "The directory of the fence agent's options: a file for each node, named by its number."),
    CYCLETIME(
            "cycletime",
            "1",
            Expected.SECONDS,
            "How long to wait between two cycles at first, later 2.5 to 10 s, as needed; an event begins one at once."),
    BALANCE("balance", "1.5", "a number above 0", "With placement=random: how many nodes try for a group, on average."),
    ENGINE("engine", "directory", Expected.words(Settings.Engine.values()), "What carries the cluster's state."),
    NODES(
            "nodes",
            "",
            NodeAddress.EXPECTED,
            "The nodes with their hosts; engine=zookeeper takes ports, too: host:client:peer:election."),
    GROUPS(
            "groups",
            "all",
            Expected.words(Settings.Groups.values()),
            "Which groups this node may run; none: it only votes for the others."),
    QUORUM_RATIO(
            "quorum.ratio",
            "0.6",
            "a number from 0 to 1",
            "The part of the remembered nodes that must be visible; with engine=zookeeper 0 unless given."),
    FENCING(
            "fencing",
            "lease",
            Expected.words(FencingPolicy.values()),
            "What must be known before a lost node's groups are taken."),
    SESSION_TIMEOUT(
            "session.timeout",
            "2000",
            Expected.MILLIS,
            "How long a silent node keeps its groups; timeout, if it knew no other node."),
    ZOOKEEPER_CONNECT(
            "zookeeper.connect",
            "",
            "host:port,host:port",
            "An external ensemble instead of one of the nodes' own; a path may follow the last port."),
    TLS_DIR(
            "tls.dir",
            "<home>/etc/tls",
            Expected.PATH,
            "The directory of the nodes' keys, made by mosha tls init; TLS is used when it is there."),
    SECRET_FILE(
            "secret.file",
            "<home>/etc/secret",
            Expected.PATH,
            "A file with what all nodes know and nobody else, made by mosha tls secret; counts without keys, or when set."),
    INSECURE(
            "insecure",
            "false",
            Expected.BOOLEAN,
            "Let nodes talk beyond loopback with neither TLS nor a secret: anybody can take over the cluster."),
    PLACEMENT("placement", "ranked", Expected.words(PlacementMethod.values()), "How a node is chosen for a group."),
    VAR_DIR("var.dir", "<home>/var", Expected.PATH, "The directory of the pid file, logs and engine data."),
    JMX_PORT("jmx.port", "", "a port from 1 to 65535", "The port of remote JMX; empty: local tools only."),
    JMX_HOST(
            "jmx.host",
            "127.0.0.1",
            "a host name or address of this machine",
            "The address that remote JMX listens on; clients must know the machine by it, too."),
    JMX_PASSWORD_FILE("jmx.password-file", "", Expected.PATH, "Who may use remote JMX; 'mosha passwd' writes it."),
    JMX_ACCESS_FILE(
            "jmx.access-file",
            "",
            Expected.PATH,
            "Lines of a user and read or control, which count instead of the roles in the password file."),
    JMX_TLS("jmx.tls", "false", Expected.BOOLEAN, "Use TLS for remote JMX; needed for any address but loopback."),
    JMX_KEY_STORE("jmx.key-store", "", Expected.PATH, "With jmx.tls: the PKCS12 or JKS file of this node's key."),
    JMX_KEY_STORE_PASSWORD_FILE(
            "jmx.key-store-password-file",
            "",
            Expected.PATH,
            "A file whose first line is the key store's password; nobody else may read it."),
    JMX_TRUST_STORE(
            "jmx.trust-store",
            "",
            Expected.PATH,
            "With jmx.client-certificates: who must have signed clients' certificates, as PKCS12, JKS or PEM."),
    JMX_TRUST_STORE_PASSWORD_FILE(
            "jmx.trust-store-password-file",
            "",
            Expected.PATH,
            "A file whose first line is the trust store's password, if it has one; nobody else may read it."),
    JMX_CLIENT_CERTIFICATES(
            "jmx.client-certificates",
            "false",
            Expected.BOOLEAN,
            "With jmx.tls: let in only clients that have a certificate, before they log in."),
    RESPAWN_LIMIT(
            "respawn.limit",
            "5",
            "a whole number from 0 to 1000000",
            "How many quick deaths a respawn entry may have."),
    RESPAWN_WINDOW("respawn.window", "1", Expected.SECONDS, "A life not longer than this ends in a quick death."),
    RESPAWN_PAUSE("respawn.pause", "60", Expected.SECONDS, "How long an entry with too many quick deaths waits."),
    CONTAINMENT(
            "containment",
            "auto",
            Expected.words(Settings.Containment.values()),
            "By what the guard finds processes: a control group or, where there can be none, their marks."),
    WATCHDOG(
            "watchdog",
            "",
            Expected.PATH,
            "A device such as /dev/watchdog that resets the machine when the guard cannot kill; empty: none.");

    private final String key;
    private final String defaultText;
    private final String expected;
    private final String description;

    Setting(String key, String defaultText, String expected, String description) {
        this.key = key;
        this.defaultText = defaultText;
        this.expected = expected;
        this.description = description;
    }

    /**
     * All settings.
     *
     * @return in the order in which they are documented
     */
    public static List<Setting> all() {
        return List.of(values());
    }

    /**
     * Finds a setting.
     *
     * @param key a name as the file spells it
     * @return the setting, or empty when there is none of that name
     */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }

    /**
     * The name that the file uses.
     *
     * @return such as {@code session.timeout}
     */
    public String key() {
        return key;
    }

    /**
     * What counts when nothing is set.
     *
     * @return as one would write it; empty for "not set"; may name another setting as {@code <var.dir>}
     */
    public String defaultText() {
        return defaultText;
    }

    /**
     * What a value may be.
     *
     * @return the end of a sentence "expected ..."
     */
    public String expected() {
        return expected;
    }

    /**
     * What it is for.
     *
     * @return a sentence
     */
    public String description() {
        return description;
    }

    @Override
    public String toString() {
        return key;
    }

    /** Wordings that several settings share; a class of its own since constants see no later static field. */
    private static final class Expected {
        static final String PATH = "a path";
        static final String COMMAND = "a command for /bin/sh -c";
        static final String NODE = "a node number, 1 or more";
        static final String BOOLEAN = "true or false";
        static final String SECONDS = "seconds, or " + Durations.EXPECTED;
        static final String MILLIS = "milliseconds, or " + Durations.FORMS + ", from 100ms to 24h";

        private Expected() {}

        static String words(Object[] values) {
            return Words.or(Arrays.stream(values).map(Object::toString).toList());
        }
    }
}
