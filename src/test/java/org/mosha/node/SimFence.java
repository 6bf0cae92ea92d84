package org.mosha.node;

import org.mosha.model.NodeId;

/** The fencing: it may take its time, fail, or not answer in time, whatever it has done by then. */
final class SimFence implements FencePort {
    private final SimLife life;
    private final SimWorld world;
    private final SimChance chance;

    SimFence(SimLife life) {
        this.life = life;
        this.world = life.world();
        this.chance = world.chance().split();
    }

    @Override
    public String method() {
        return "simulated";
    }

    @Override
    public void shoot(NodeId node, String incarnation) {
        world.note(life.node().value(), "shoots node " + node);
        world.queue().after(chance.millis(50, 2500), () -> {
            double mood = chance.below(100) / 100.0;
            boolean works = world.isCalm() || mood < 0.5;
            if (works || mood > 0.85) {
                off(node);
            }
            Answer answer = works ? Answer.CONFIRMED : mood < 0.7 ? Answer.FAILED : Answer.TIMED_OUT;
            if (works) {
                world.rules().confirmedOff(world.host(node), incarnation);
            }
            life.tell(0, to -> to.shot(node, incarnation, answer, "simulated"));
        });
    }

    private void off(NodeId node) {
        SimHost host = world.host(node);
        host.powerOff();
        world.queue().after(chance.millis(3000, 20000), host::powerOn);
    }

    @Override
    public String test(NodeId node) {
        return "would work";
    }
}
