package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosha.engine.Wishes.OfClaim;
import org.mosha.model.GroupName;

/** How the wishes of many claims are parted. */
class ClaimSlicesTest {
    private final ClaimSlices slices = new ClaimSlices();
    private Map<GroupName, OfClaim> later = Map.of();

    private static Map<GroupName, OfClaim> takes(int count) {
        Map<GroupName, OfClaim> wishes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            wishes.put(new GroupName("g" + i), new OfClaim.Take(0));
        }
        return wishes;
    }

    private int next(Map<GroupName, OfClaim> wishes) {
        later = Map.of();
        return slices.next(wishes, rest -> later = rest).size();
    }

    @Test
    void fewAreTakenAtOnce() {
        assertEquals(64, next(takes(64)));
        assertEquals(Map.of(), later);
    }

    @Test
    void ofManyEverMoreAreTaken() {
        List<Integer> sizes = new ArrayList<>();
        for (Map<GroupName, OfClaim> left = takes(3000); !left.isEmpty(); left = later) {
            sizes.add(next(left));
        }
        assertEquals(List.of(64, 256, 1024, 1656), sizes);
        assertEquals(64, next(takes(65)), "the next ones begin small again");
    }

    @Test
    void noClaimThatIsGivenBackWaits() {
        Map<GroupName, OfClaim> wishes = takes(100);
        GroupName last = new GroupName("last");
        wishes.put(last, new OfClaim.GiveBack(7));
        Map<GroupName, OfClaim> now = slices.next(wishes, rest -> later = rest);
        assertEquals(new OfClaim.GiveBack(7), now.get(last));
        assertEquals(65, now.size());
        assertEquals(36, later.size());
    }
}
