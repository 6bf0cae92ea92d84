package org.mosha.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosha.model.NodeId;

/** What the settings of {@code engine=zookeeper} have to do with each other. */
final class ZooKeeperCheck {
    private static final int MOST_NODES = 254;

    private final SettingsSource source;
    private final Settings settings;

    ZooKeeperCheck(SettingsSource source, Settings settings) {
        this.source = source;
        this.settings = settings;
    }

    void check() {
        if (settings.zookeeperConnect().isPresent()) {
            checkExternal();
        } else {
            checkEmbedded();
        }
        if (settings.sessionTimeout().compareTo(EngineTimes.SHORTEST) < 0) {
            source.error(
                    Setting.SESSION_TIMEOUT,
                    "too short for engine=zookeeper: expected " + EngineTimes.SHORTEST.toMillis() + " ms or more");
        } else {
            settings.times().flaw().ifPresent(flaw -> source.warning(Setting.SESSION_TIMEOUT, flaw));
        }
    }

    private void checkExternal() {
        if (settings.mynode().isEmpty() && settings.mwhois().isEmpty()) {
            source.error(Setting.MYNODE, "not set: expected this node's number, as zookeeper.connect does not tell it");
        }
    }

    private void checkEmbedded() {
        if (settings.nodes().isEmpty()) {
            source.error(Setting.NODES, "not set: expected all nodes, as in 1=host1,2=host2,3=host3");
            return;
        }
        int last = settings.nodes().lastKey().value();
        if (last > MOST_NODES) {
            source.error(Setting.NODES, "node " + last + ": expected numbers up to " + MOST_NODES);
        }
        List<Map.Entry<NodeId, NodeAddress>> nodes =
                new ArrayList<>(settings.nodes().entrySet());
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                if (nodes.get(i).getValue().clashesWith(nodes.get(j).getValue())) {
                    source.error(
                            Setting.NODES,
                            "nodes " + nodes.get(i).getKey() + " and "
                                    + nodes.get(j).getKey() + " have the same host and port");
                }
            }
        }
        if (nodes.size() == 2) {
            source.warning(
                    Setting.NODES,
                    "of two nodes both are needed: add a third one, which may be groups=none and only vote");
        }
    }
}
