package org.mosha.node;

import java.util.List;

/** The faults of a run, drawn from its seed, each at its time and with its end. */
final class SimFaults {
    /** What can happen. */
    private enum Fault {
        CRASH,
        QUICK_CRASH,
        POWER,
        POWER_AND_MARK,
        REMOVE,
        FREEZE,
        FREEZE_LONG,
        CUT,
        CUT_LONG,
        SLOW,
        LATE,
        EDIT,
        STANDBY,
        LEAVE,
        KILL,
        SPLIT,
        CRASH_ALL
    }

    private static final List<Fault> ALL = List.of(Fault.values());

    private final SimWorld world;
    private final SimChance chance;
    private final SimChance wallChance;

    SimFaults(SimWorld world, SimChance chance) {
        this.world = world;
        this.chance = chance.split();
        this.wallChance = chance.split();
    }

    void plan(SimPlan plan) {
        double millis = plan.chaos().toMillis();
        for (int i = 0; i < plan.faults(); i++) {
            Fault fault = chance.of(ALL);
            SimHost host = world.host(chance.of(world.nodes()));
            world.queue().after(chance.millis(3000, millis), () -> happen(fault, host));
        }
        for (int i = 0; i < 6; i++) {
            SimHost host = world.host(wallChance.of(world.nodes()));
            long jump = wallChance.in(0.5) ? 3_600_000 : -3_600_000;
            world.queue().after(wallChance.millis(1000, millis), () -> {
                if (plan.jumps()) {
                    host.jump(jump);
                }
            });
        }
    }

    /** The first node runs all groups and is frozen, or cut off from the store, just when the others come. */
    void freezeTheFirstAsTheOthersJoin(SimChance starts) {
        SimHost first = world.host(world.nodes().get(0));
        world.queue().after(0, first::start);
        for (SimHost host : world.hosts()) {
            world.queue().after(starts.millis(7000, 7500), host::start);
        }
        boolean frozen = chance.in(0.6);
        world.queue().after(starts.millis(6500, 9500), () -> {
            if (frozen) {
                freeze(first, 25_000, 35_000);
            } else {
                cut(first, 25_000, 35_000);
            }
        });
    }

    /** All nodes start at about the same time, and something happens to some of them in just these moments. */
    void disturbTheFirstMoments(SimChance starts) {
        if (starts.in(0.5)) {
            world.slow(true);
            at(500 + millis(3500), () -> world.slow(false));
        }
        SimHost first = world.host(world.nodes().get(0));
        List<SimHost> others =
                world.hosts().stream().filter(host -> host != first).toList();
        at(0, first::start);
        double moment = millis(soon());
        switch (chance.below(5)) {
            case 0 -> at(moment, () -> freeze(first, 200, 35_000));
            case 1 -> at(moment, () -> cut(first, 25_000, 35_000));
            case 2 -> {
                at(moment, () -> first.reach(SimHost.Reach.FULL));
                at(moment + millis(1500), () -> freeze(first, 20_000, 35_000));
                at(40_000, () -> first.reach(SimHost.Reach.ALL));
            }
            case 3 -> {
                // who waits to be seen is not waited for by the first one
                at(moment, () -> first.reach(SimHost.Reach.READS_ONLY));
                at(40_000, () -> first.reach(SimHost.Reach.ALL));
                others.forEach(host -> freezeAsItStarts(host, moment, 22_000));
                return;
            }
            default -> {
                at(moment, () -> freeze(first, 200, 35_000));
                others.forEach(host -> freezeAsItStarts(host, 0, 200));
                return;
            }
        }
        double apart = soon();
        others.forEach(host -> at(millis(apart), host::start));
    }

    private void freezeAsItStarts(SimHost host, double from, double shortest) {
        double begin = from + millis(soon());
        at(begin, host::start);
        at(begin + millis(soon()), () -> freeze(host, shortest, 30_000));
    }

    /** So many milliseconds, some of the very first or some of the first turns. */
    private double soon() {
        return chance.of(List.of(5.0, 50.0, 1500.0));
    }

    private double millis(double most) {
        return chance.millis(0, most) / 1e6;
    }

    private void at(double millis, Runnable what) {
        world.queue().after((long) (millis * 1e6), what);
    }

    private void happen(Fault fault, SimHost host) {
        if (world.isCalm()) {
            return;
        }
        switch (fault) {
            case CRASH -> crash(host, 1000, 9000);
            case QUICK_CRASH -> crash(host, 300, 900);
            case POWER -> {
                host.powerOff();
                world.queue().after(chance.millis(1500, 12000), host::powerOn);
            }
            case POWER_AND_MARK -> {
                host.powerOff();
                world.store().marks.computeIfPresent(host.id(), (node, mark) -> mark.damaged());
                world.queue().after(chance.millis(4000, 16000), host::powerOn);
            }
            case REMOVE -> {
                host.remove();
                world.queue().after(chance.millis(6000, 16000), () -> {
                    if (host.isRemoved()) {
                        host.crash();
                        host.start();
                    }
                });
            }
            case FREEZE -> freeze(host, 200, 2600);
            case FREEZE_LONG -> freeze(host, 2500, 9000);
            case CUT -> cut(host, 200, 3000);
            case CUT_LONG -> cut(host, 2000, 12000);
            case SLOW -> {
                world.slow(true);
                world.queue().after(chance.millis(1000, 6000), () -> world.slow(false));
            }
            case LATE -> {
                world.late(true);
                world.queue().after(chance.millis(1000, 6000), () -> world.late(false));
            }
            case EDIT -> {
                for (int i = 0; i < 3; i++) {
                    world.queue().after(chance.millis(0, 3000), this::edit);
                }
            }
            case STANDBY -> {
                host.note("is told to stand by");
                standby(host, true);
                world.queue().after(chance.millis(1000, 9000), () -> standby(host, false));
            }
            case LEAVE -> {
                if (host.life() != null) {
                    host.life().end();
                    world.queue().after(chance.millis(3000, 12000), host::start);
                }
            }
            case KILL -> {
                if (host.life() != null) {
                    host.life().processes().killOne();
                }
            }
            case SPLIT -> {
                for (SimHost one : world.hosts()) {
                    if (chance.in(0.45)) {
                        cut(one, 1500, 7000);
                    }
                }
            }
            case CRASH_ALL -> world.hosts().forEach(one -> crash(one, 500, 6000));
        }
    }

    private void edit() {
        if (!world.isCalm()) {
            world.note(0, world.files().edit());
        }
    }

    private void standby(SimHost host, boolean on) {
        host.standby(on);
        if (host.life() != null) {
            host.life().order(() -> host.life().core().standingBy().order(on));
        }
    }

    private void crash(SimHost host, double from, double to) {
        host.crash();
        world.queue().after(chance.millis(from, to), host::start);
    }

    private void freeze(SimHost host, double from, double to) {
        SimLife life = host.life();
        if (life != null && !life.isFrozen()) {
            life.freeze();
            world.queue().after(chance.millis(from, to), life::thaw);
        }
    }

    private void cut(SimHost host, double from, double to) {
        host.reach(chance.of(List.of(
                SimHost.Reach.HANGS,
                SimHost.Reach.HANGS,
                SimHost.Reach.FAILS,
                SimHost.Reach.READS_ONLY,
                SimHost.Reach.FULL,
                SimHost.Reach.BLIND)));
        world.queue().after(chance.millis(from, to), () -> host.reach(SimHost.Reach.ALL));
    }
}
