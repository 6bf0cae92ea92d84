package org.mosha.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosha.config.Cltab;
import org.mosha.init.EntryKey;
import org.mosha.node.EngineView.ClaimSeen;

/** What is compared in each cycle for each group says by itself what it is equal to. */
class EqualValuesTest {
    private static final NodeId ONE = new NodeId(1);

    private static String copy(String text) {
        return new StringBuilder(text).toString();
    }

    private static GroupStatus status(String level, GroupState state) {
        return GroupStatus.of(new Runlevel(copy(level)), state);
    }

    private static EntryKey key(String group, String tag) {
        return EntryKey.of(Cltab.parse("cltab", group + ":" + tag + ":start:once:true\n")
                .value()
                .entries(new GroupName(group))
                .get(0));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(new GroupName(copy("a")), new GroupName("a"), new GroupName("b")),
                Arguments.of(new Tag(copy("a")), new Tag("a"), new Tag("b")),
                Arguments.of(new Runlevel(copy("stop")), Runlevel.STOP, Runlevel.TEST),
                Arguments.of(new NodeId(1), ONE, new NodeId(2)),
                Arguments.of(new RunId(1L << 32), new RunId(1L << 32), new RunId(0)),
                Arguments.of(key("g", "a"), key("g", "a"), key("g", "b")),
                Arguments.of(key("g", "a"), key("g", "a"), key("h", "a")),
                Arguments.of(status("a", GroupState.DONE), status("a", GroupState.DONE), status("b", GroupState.DONE)),
                Arguments.of(
                        status("a", GroupState.DONE), status("a", GroupState.DONE), status("a", GroupState.FAILED)),
                Arguments.of(claim(1, "x", 1, true), claim(1, "x", 1, true), claim(2, "x", 1, true)),
                Arguments.of(claim(1, "x", 1, true), claim(1, "x", 1, true), claim(1, "y", 1, true)),
                Arguments.of(claim(1, "x", 1, true), claim(1, "x", 1, true), claim(1, "x", 2, true)),
                Arguments.of(claim(1, "x", 1, true), claim(1, "x", 1, true), claim(1, "x", 1, false)));
    }

    private static ClaimSeen claim(int node, String incarnation, long epoch, boolean ours) {
        return new ClaimSeen(new NodeId(node), copy(incarnation), epoch, ours);
    }

    @ParameterizedTest
    @MethodSource("values")
    void areEqualWhenAllOfThemIs(Object value, Object same, Object other) {
        assertAll(
                () -> assertEquals(value, same),
                () -> assertEquals(value.hashCode(), same.hashCode()),
                () -> assertNotEquals(value, other),
                () -> assertNotEquals(value, Optional.of(value)));
    }
}
