package org.mosha.engine.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.mosha.engine.Wishes.OfClaim;
import org.mosha.model.GroupName;

/**
 * Parts the wishes of many claims: the first are fulfilled at first, so that their groups start while the others' claims
 * are made; then ever more at a time, since the node thinks about all groups after each slice.
 */
final class ClaimSlices {
    private static final int FIRST = 64;
    private static final int GROWTH = 4;

    private int size = FIRST;

    /**
     * The next slice; a claim is given back at once, however many are to be taken.
     *
     * @param wishes what is wished now
     * @param later takes what of it has to wait
     */
    Map<GroupName, OfClaim> next(Map<GroupName, OfClaim> wishes, Consumer<Map<GroupName, OfClaim>> later) {
        if (wishes.size() <= size) {
            size = FIRST;
            return wishes;
        }
        Map<GroupName, OfClaim> slice = new LinkedHashMap<>();
        Map<GroupName, OfClaim> rest = new LinkedHashMap<>();
        wishes.forEach((group, wish) -> {
            boolean waits = wish instanceof OfClaim.Take && slice.size() >= size;
            (waits ? rest : slice).put(group, wish);
        });
        later.accept(rest);
        size *= GROWTH;
        return slice;
    }
}
