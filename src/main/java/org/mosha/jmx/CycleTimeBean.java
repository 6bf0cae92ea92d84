package org.mosha.jmx;

import org.mosha.node.NodeControl;
import org.mosha.node.NodeSnapshot.CycleView;

/** Shows the cycle. */
final class CycleTimeBean implements CycleTimeMXBean {
    private final NodeControl control;
    private final Orders orders;

    CycleTimeBean(NodeControl control, Orders orders) {
        this.control = control;
        this.orders = orders;
    }

    @Override
    public double getSeconds() {
        return view().seconds();
    }

    @Override
    public void setSeconds(double seconds) {
        orders.setCycleTime(seconds);
    }

    @Override
    public double getLastCycleMillis() {
        return view().lastMillis();
    }

    @Override
    public long getCycles() {
        return view().cycles();
    }

    @Override
    public long getWakeups() {
        return view().wakeups();
    }

    @Override
    public long getLastPauseMillis() {
        return control.snapshot().pauses().lastMillis();
    }

    @Override
    public long getLongestPauseMillis() {
        return control.snapshot().pauses().longestMillis();
    }

    @Override
    public long getPauses() {
        return control.snapshot().pauses().count();
    }

    @Override
    public String cycleNow() {
        control.cycleNow();
        return "a cycle begins";
    }

    private CycleView view() {
        return control.snapshot().cycle();
    }
}
