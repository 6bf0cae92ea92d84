package org.mosha.jmx.remote;

import java.util.HashMap;
import java.util.Map;
import org.mosha.config.Role;
import org.mosha.jmx.RemoteUser;

/** Places that users take and give back: so many in all, so many of one user, and the last ones for operators only. */
final class Places {
    private final int all;
    private final int each;
    private final int operators;
    private final Map<String, Integer> taken = new HashMap<>();
    private int sum;

    /** Takes how many there are, how many one user may have, and how many only the role control gets. */
    Places(int all, int each, int operators) {
        this.all = all;
        this.each = each;
        this.operators = operators;
    }

    /** Takes one, if there is one for the user. */
    synchronized boolean take(RemoteUser user) {
        int most = user.account().role() == Role.CONTROL ? all : all - operators;
        int before = taken.getOrDefault(user.name(), 0);
        if (sum >= most || before >= each) {
            return false;
        }
        taken.put(user.name(), before + 1);
        sum++;
        return true;
    }

    /** Gives one back that was taken. */
    synchronized void giveBack(RemoteUser user) {
        taken.computeIfPresent(user.name(), (name, count) -> count == 1 ? null : count - 1);
        sum--;
    }
}
