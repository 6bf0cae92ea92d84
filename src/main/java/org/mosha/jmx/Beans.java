package org.mosha.jmx;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.NodeControl;
import org.mosha.node.NodeSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node's beans registered: those of the node itself while this is open, those of groups and nodes while
 * the snapshot has them. Trouble with JMX is logged, and never comes back to the node.
 */
public final class Beans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);
    private static final int WAITING_NOTICES = 10_000;

    private final MBeanServer server;
    private final NodeControl control;
    private final Audit audit;
    private final Orders orders;
    private final Notifier notifier = new Notifier(WAITING_NOTICES);
    private final Shape<ResourceGroupMXBean> groupShape = new Shape<>(ResourceGroupMXBean.class);
    private final Shape<NodeMXBean> nodeShape = new Shape<>(NodeMXBean.class);
    private final Set<ObjectName> registered = new HashSet<>();
    private SortedSet<GroupName> groups = new TreeSet<>();
    private SortedSet<NodeId> nodes = new TreeSet<>();
    private boolean open;

    /**
     * Prepares the beans of a node.
     *
     * @param server where they are registered
     * @param control the node
     * @param audit keeps who changed what
     */
    public Beans(MBeanServer server, NodeControl control, Audit audit) {
        this.server = server;
        this.control = control;
        this.audit = audit;
        this.orders = new Orders(control);
    }

    /**
     * How things stand, as the attribute {@code Summary} of {@code type=Cluster} has it.
     *
     * @param snapshot the state
     * @return one line
     */
    public static String summary(NodeSnapshot snapshot) {
        return Lines.summary(snapshot);
    }

    /** Registers the beans and begins to send notifications; to be called once. */
    public synchronized void open() {
        open = true;
        notifier.open();
        control.onNotice(notifier::accept);
        register(
                BeanNames.CLUSTER,
                new EmittingBean(
                        new ClusterBean(control, orders, notifier),
                        new Shape<>(ClusterMXBean.class),
                        audit,
                        clusterTables(),
                        notifier.listeners()));
        register(
                BeanNames.QUORUM,
                described(new QuorumBean(control, orders), new Shape<>(QuorumMXBean.class), "Quorum"));
        register(
                BeanNames.CYCLE_TIME,
                described(new CycleTimeBean(control, orders), new Shape<>(CycleTimeMXBean.class), "CycleTime"));
        register(
                BeanNames.STOMITH,
                described(new StomithBean(control, orders), new Shape<>(StomithMXBean.class), "Stomith"));
        update(control.snapshot());
    }

    /**
     * Has the beans of groups and nodes come and go with a snapshot, and then tells listeners what has happened until
     * then. Cheap when it has the same ones as the last one; never throws. Does nothing unless open.
     *
     * @param snapshot the newest one
     */
    public synchronized void update(NodeSnapshot snapshot) {
        if (!open) {
            return;
        }
        if (!same(groups, snapshot.groups().keySet())) {
            groups = replace(groups, snapshot.groups().keySet(), this::name, this::group);
        }
        if (!same(nodes, snapshot.nodes().keySet())) {
            nodes = replace(nodes, snapshot.nodes().keySet(), this::name, this::node);
        }
        notifier.release();
    }

    /** Unregisters all beans, and ends the notifications. */
    @Override
    public synchronized void close() {
        open = false;
        notifier.close();
        for (ObjectName name : Set.copyOf(registered)) {
            unregister(name);
        }
        groups = new TreeSet<>();
        nodes = new TreeSet<>();
    }

    /** The parts of the snapshot that the big tables show; one that did not change is the same in the next snapshot. */
    private KeptTables clusterTables() {
        return new KeptTables(Map.of(
                "Hastat", () -> control.snapshot().hastat(),
                "GroupRows", () -> control.snapshot().groups()));
    }

    private ObjectName name(GroupName group) {
        return BeanNames.group(group.value());
    }

    private ObjectName name(NodeId node) {
        return BeanNames.node(node.value());
    }

    private DescribedBean group(GroupName name) {
        return described(new ResourceGroupBean(name, control, orders), groupShape, "ResourceGroup " + name);
    }

    private DescribedBean node(NodeId id) {
        return described(new NodeBean(id, control, orders), nodeShape, "Node " + id);
    }

    private <T> DescribedBean described(T bean, Shape<T> shape, String label) {
        return new DescribedBean(bean, shape, label, audit);
    }

    private <K extends Comparable<K>> SortedSet<K> replace(
            SortedSet<K> shown, Set<K> wanted, Function<K, ObjectName> name, Function<K, DescribedBean> bean) {
        shown.stream().filter(key -> !wanted.contains(key)).map(name).forEach(this::unregister);
        wanted.stream().filter(key -> !shown.contains(key)).forEach(key -> register(name.apply(key), bean.apply(key)));
        return new TreeSet<>(wanted);
    }

    /** Both are sorted, so that one walk through both tells. */
    private static <K> boolean same(Set<K> shown, Set<K> wanted) {
        if (shown.size() != wanted.size()) {
            return false;
        }
        Iterator<K> others = wanted.iterator();
        return shown.stream().allMatch(key -> key.equals(others.next()));
    }

    private void register(ObjectName name, DescribedBean bean) {
        try {
            server.registerMBean(bean, name);
            registered.add(name);
        } catch (InstanceAlreadyExistsException e) {
            LOG.warn("{} is not shown: the name is already taken by another bean of this JVM", name);
        } catch (JMException | RuntimeException e) {
            LOG.error("{} is not shown: {}", name, e.toString(), e);
        }
    }

    private void unregister(ObjectName name) {
        if (!registered.remove(name)) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (JMException | RuntimeException e) {
            LOG.warn("{} cannot be taken away: {}", name, e.toString());
        }
    }
}
