package org.mosha.node;

import java.util.ArrayList;
import java.util.List;
import org.mosha.model.NodeId;

/** A machine: it may be without power, without the shared store, and its daemon may be frozen or dead. */
final class SimHost {
    /** What it can do with the shared store. */
    enum Reach {
        /** Everything. */
        ALL,
        /** Nothing: each call hangs until that is over. */
        HANGS,
        /** Nothing: each call fails at once. */
        FAILS,
        /** It can read, but not write. */
        READS_ONLY,
        /** It can read, and rename what is there, but write nothing new. */
        FULL,
        /** It cannot read what the other nodes say. */
        BLIND
    }

    private static final double LEFTOVERS_MILLIS = 60;

    private final SimWorld world;
    private final NodeId id;
    private final List<Runnable> hanging = new ArrayList<>();
    private Reach reach = Reach.ALL;
    private boolean powered = true;
    private int lives;
    private SimLife life;
    private SimLife earlier;
    private int remembered;
    private boolean standby;
    private boolean removed;
    private long wallSkewMillis;

    SimHost(SimWorld world, NodeId id) {
        this.world = world;
        this.id = id;
    }

    NodeId id() {
        return id;
    }

    SimWorld world() {
        return world;
    }

    Reach reach() {
        return reach;
    }

    /** The present life of its daemon; null when there is none. */
    SimLife life() {
        return life;
    }

    /** How many lives its daemon has had. */
    int lives() {
        return lives;
    }

    String incarnation(int number) {
        return "life-" + id + "-" + number;
    }

    int remembered() {
        return remembered;
    }

    void remember(int nodes) {
        remembered = nodes;
    }

    /** Whether its directory was removed while its daemon lives. */
    boolean isRemoved() {
        return removed;
    }

    /** Its directory is removed, with all that it says; its next daemon makes it anew. */
    void remove() {
        note("has its directory removed");
        removed = life != null;
        world.store().marks.remove(id);
    }

    boolean standby() {
        return standby;
    }

    void standby(boolean on) {
        standby = on;
    }

    long wallSkewMillis() {
        return wallSkewMillis;
    }

    /** The wall clock jumps, which is not worth a line: nothing may come of it. */
    void jump(long millis) {
        wallSkewMillis += millis;
    }

    void reach(Reach now) {
        if (reach == now) {
            return;
        }
        note("reaches " + now + " of the store");
        reach = now;
        List<Runnable> waiting = List.copyOf(hanging);
        hanging.clear();
        waiting.forEach(call -> world.queue().after(world.chance().millis(0.1, 20), call));
    }

    /** A call to the store hangs until something changes. */
    void hang(Runnable call) {
        hanging.add(call);
    }

    /** Starts a daemon, where there is power and none runs; tries again while the store cannot be reached. */
    void start() {
        if (!powered || life != null) {
            return;
        }
        if (reach != Reach.ALL) {
            world.queue().after(500_000_000L, this::start);
            return;
        }
        if (hasLeftovers()) {
            world.queue().after(100_000_000L, this::start);
            return;
        }
        lives++;
        removed = false;
        life = new SimLife(this, incarnation(lives));
        note("starts its daemon, " + life.incarnation());
        life.open();
    }

    /** What an earlier life has left is stopped before the next one joins. */
    private boolean hasLeftovers() {
        if (earlier == null) {
            return false;
        }
        if (earlier.processes().anyLives()) {
            earlier.processes().killFromOutside(LEFTOVERS_MILLIS);
            return true;
        }
        world.rules().leaseOver(earlier.incarnation(), world.queue().now());
        world.rules().followed(earlier.incarnation());
        return false;
    }

    /** Its daemon dies at once. */
    void crash() {
        if (life != null) {
            note("its daemon dies");
            SimLife dead = life;
            earlier = dead;
            life = null;
            dead.die();
            dead.guard().daemonDied();
        }
    }

    /** Its daemon cannot join, ends, and is started again. */
    void doesNotJoin() {
        note("does not join");
        crash();
        world.queue().after(500_000_000L, this::start);
    }

    void powerOff() {
        if (!powered) {
            return;
        }
        note("is without power");
        powered = false;
        if (life != null) {
            SimLife dead = life;
            earlier = dead;
            life = null;
            dead.die();
            dead.guard().powerOff();
            dead.processes().vanish();
            world.rules().leaseOver(dead.incarnation(), world.queue().now());
        }
    }

    void powerOn() {
        powered = true;
        start();
    }

    /** Its daemon has ended in order. */
    void left() {
        earlier = life;
        life = null;
    }

    void note(String what) {
        world.note(id.value(), what);
    }
}
