package org.mosha.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosha.engine.Wishes.OfClaim;
import org.mosha.model.GroupName;

/** What an engine's thread finds that could not take anything for long, as a filesystem did not answer. */
class WaitingTasksTest {
    private static final GroupName WEB = new GroupName("web");

    private final Wishes<String> wishes = new Wishes<>();
    private final List<Integer> done = new ArrayList<>();

    @Test
    void ofVeryManyTheLastAreDoneAndNoClaimIsForgotten() throws InterruptedException {
        OfClaim back = new OfClaim.GiveBack(7);
        wishes.ofClaims(Map.of(WEB, back));
        IntStream.range(0, Wishes.MOST_TASKS + 2).forEach(i -> wishes.task(() -> done.add(i)));
        Wishes.Batch<String> batch = wishes.take(0);
        batch.tasks().forEach(Runnable::run);
        assertEquals(Wishes.MOST_TASKS, done.size());
        assertEquals(2, done.get(0));
        assertEquals(Map.of(WEB, back), batch.claims());
        assertEquals(List.of(), wishes.take(0).tasks());
    }
}
