package org.mosha.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.model.FencingPolicy;
import org.mosha.model.NodeId;
import org.mosha.model.PlacementMethod;

/**
 * What the settings file and the command line say; {@link Setting} describes each one.
 *
 * @param home Mosha's own directory, against which relative paths were resolved
 * @param mfsbase the directory that holds all nodes' directories
 * @param mfsbaseGiven whether {@code mfsbase} was set, and is not its default
 * @param hpcbase the directory that tells which nodes are up
 * @param mynode this node's number, if set
 * @param varpath Mosha's directory within a node's directory, relative
 * @param timeout how old another node's clstat may become
 * @param mwhois a command that prints this node's number
 * @param stomith a command that turns a node off, or {@code fence-agent:} and its name; empty: only log
 * @param stomithTimeout how long that may take
 * @param fenceDir the directory of the fence agent's options
 * @param cycletime the wait between two cycles at first
 * @param balance how many nodes try for a group, with random placement
 * @param engine what carries the cluster's state
 * @param nodes the cluster's nodes with their hosts; empty when not set
 * @param groups which groups this node may run
 * @param quorumRatio the part of the remembered nodes that must be visible, 0 to 1
 * @param fencing what must be known before a lost node's groups are taken
 * @param sessionTimeout how long a silent node keeps its groups
 * @param zookeeperConnect an external ensemble
 * @param tlsDir the directory of the nodes' keys, which need not be there
 * @param secretFile the file of the nodes' shared secret, which need not be there
 * @param insecure whether nodes may talk without TLS or a secret beyond loopback
 * @param placement how a node is chosen for a group
 * @param varDir the directory of the pid file, logs and engine data
 * @param jmx remote JMX
 * @param respawnLimit how many quick deaths a respawn entry may have before it pauses
 * @param respawnWindow a life not longer than this ends in a quick death
 * @param respawnPause how long the pause is
 * @param containment by what the guard finds what the daemon has started
 * @param watchdog a device that resets the machine
 */
public record Settings(
        Path home,
        Path mfsbase,
        boolean mfsbaseGiven,
        Optional<Path> hpcbase,
        Optional<NodeId> mynode,
        String varpath,
        Duration timeout,
        Optional<String> mwhois,
        Optional<String> stomith,
        Duration stomithTimeout,
        Path fenceDir,
        Duration cycletime,
        double balance,
        Engine engine,
        SortedMap<NodeId, NodeAddress> nodes,
        Groups groups,
        double quorumRatio,
        FencingPolicy fencing,
        Duration sessionTimeout,
        Optional<String> zookeeperConnect,
        Path tlsDir,
        Path secretFile,
        boolean insecure,
        PlacementMethod placement,
        Path varDir,
        JmxSettings jmx,
        int respawnLimit,
        Duration respawnWindow,
        Duration respawnPause,
        Containment containment,
        Optional<Path> watchdog) {

    /** Copies the map. */
    public Settings {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    /** What carries the cluster's state. */
    public enum Engine {
        /** Files in shared directories, as the original does. */
        DIRECTORY,
        /** A ZooKeeper ensemble. */
        ZOOKEEPER;

        @Override
        public String toString() {
            return spelling(this);
        }
    }

    /** Which groups a node may run. */
    public enum Groups {
        /** All that are wanted. */
        ALL,
        /** None: the node only votes. */
        NONE;

        @Override
        public String toString() {
            return spelling(this);
        }
    }

    /** By what the guard finds what the daemon has started. */
    public enum Containment {
        /** By a control group where there can be one, else by the marks. */
        AUTO,
        /** By a control group; without one the daemon does not start. */
        CGROUP,
        /** By marks in the environment and by process groups. */
        MARKS;

        @Override
        public String toString() {
            return spelling(this);
        }
    }

    /**
     * Reads settings.
     *
     * <p>The lines are those of a Java properties file, but simpler: {@code name=value} or {@code name: value},
     * comments begin with {@code #} or {@code !}; there are no escapes and no continued lines (a line that ends with a
     * backslash is an error). An empty value means "not set" where that is the default, and is an error elsewhere.
     *
     * @param file the file's name, for the problems
     * @param text its content; empty when there is no file
     * @param overrides what the command line says, name to value; counts over the file, and has the problems' file
     *     {@code -D}, line 0
     * @param home Mosha's own directory, against which relative paths are resolved
     * @return the settings, with the default for each that is wrong, and every problem: the file's first, by line
     */
    public static Parsed<Settings> parse(String file, String text, Map<String, String> overrides, Path home) {
        return new SettingsParser(file, home).parse(text, overrides);
    }

    /**
     * Tells what follows from the session time-out with {@code engine=zookeeper}.
     *
     * @return the times
     */
    public EngineTimes times() {
        return new EngineTimes(sessionTimeout);
    }

    private static String spelling(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
