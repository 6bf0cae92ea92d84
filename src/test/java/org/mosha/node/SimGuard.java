package org.mosha.node;

/** The guard of one life of a daemon: a process of its own, which kills when the lease ends or the daemon dies. */
final class SimGuard {
    private static final double KILL_MILLIS = 60;
    private static final long AGAIN_NANOS = 100_000_000;

    private final SimLife life;
    private final SimWorld world;
    private long deadline = Long.MAX_VALUE;
    private boolean closed;
    private boolean orphan;
    private boolean powerless;

    SimGuard(SimLife life) {
        this.life = life;
        this.world = life.world();
    }

    void lease(long left) {
        deadline = world.queue().now() + left;
        closed = false;
        long mine = deadline;
        world.queue().after(left, () -> strike(mine));
    }

    /** Whether the lease is over, so that nothing may be started. */
    boolean isClosed() {
        return closed || world.queue().now() >= deadline;
    }

    private void strike(long meant) {
        if (deadline != meant || powerless || orphan || world.has(SimPlan.Flaw.LEASE_IGNORED)) {
            return;
        }
        closed = true;
        life.processes().killFromOutside(KILL_MILLIS);
        world.queue().after((long) (KILL_MILLIS * 1e6), () -> over(meant));
        world.queue().after(AGAIN_NANOS, () -> strike(meant));
    }

    private void over(long meant) {
        if (deadline == meant) {
            world.rules().leaseOver(life.incarnation(), world.queue().now());
        }
    }

    /** The daemon has died. */
    void daemonDied() {
        orphan = true;
        closed = true;
        reap();
    }

    private void reap() {
        if (powerless) {
            return;
        }
        life.processes().killFromOutside(KILL_MILLIS);
        world.queue().after((long) (KILL_MILLIS * 1e6), this::prove);
    }

    private void prove() {
        if (powerless) {
            return;
        }
        if (life.processes().anyLives()) {
            reap();
            return;
        }
        world.rules().leaseOver(life.incarnation(), world.queue().now());
        if (life.host().reach() == SimHost.Reach.ALL) {
            world.store().proofs.put(life.node(), life.incarnation());
        } else {
            world.queue().after(AGAIN_NANOS, this::prove);
        }
    }

    /** The host was switched off. */
    void powerOff() {
        powerless = true;
        closed = true;
    }
}
