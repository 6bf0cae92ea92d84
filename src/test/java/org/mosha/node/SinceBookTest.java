package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

class SinceBookTest {
    private static final GroupName WEB = new GroupName("web");
    private static final Optional<NodeId> ONE = Optional.of(new NodeId(1));
    private static final Optional<GroupStatus> STARTING =
            Optional.of(GroupStatus.of(new Runlevel("start"), GroupState.STARTING));
    private static final Optional<GroupStatus> DONE =
            Optional.of(GroupStatus.of(new Runlevel("start"), GroupState.DONE));

    private final SinceBook book = new SinceBook();

    @Test
    void theTimeStandsStillUntilTheStateOrTheNodeChanges() {
        assertEquals(10, book.note(WEB, ONE, STARTING, 10));
        assertEquals(10, book.note(WEB, ONE, STARTING, 20));
        assertEquals(30, book.note(WEB, ONE, DONE, 30));
        assertEquals(40, book.note(WEB, Optional.of(new NodeId(2)), DONE, 40));
        assertEquals(50, book.note(WEB, Optional.empty(), Optional.empty(), 50));
        assertEquals(50, book.note(WEB, Optional.empty(), Optional.empty(), 60));
    }

    @Test
    void aGroupThatIsForgottenBeginsAnew() {
        book.note(WEB, ONE, DONE, 10);
        book.keepOnly(Set.of(WEB));
        assertEquals(10, book.note(WEB, ONE, DONE, 20));
        book.keepOnly(Set.of());
        assertEquals(30, book.note(WEB, ONE, DONE, 30));
    }
}
