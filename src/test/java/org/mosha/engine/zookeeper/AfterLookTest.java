package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AfterLookTest {
    private final AfterLook afterLook = new AfterLook();
    private final List<Integer> done = new ArrayList<>();

    @Test
    void eachIsDoneOnce() {
        afterLook.add(() -> done.add(1));
        afterLook.add(() -> done.add(2));
        assertEquals(List.of(), done);
        afterLook.looked();
        afterLook.looked();
        assertEquals(List.of(1, 2), done);
    }

    @Test
    void ofVeryManyTheLastAreDone() {
        IntStream.range(0, AfterLook.MOST + 2).forEach(i -> afterLook.add(() -> done.add(i)));
        afterLook.looked();
        assertEquals(AfterLook.MOST, done.size());
        assertEquals(2, done.get(0));
    }
}
