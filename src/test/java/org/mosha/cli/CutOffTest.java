package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutOffTest {
    private static final String OTHER = "zookeeper:0: warning: nodes= in the settings is not what the cluster has";

    @Test
    void aNodeThatIsCutOffTellsAllThatIsWrong() {
        assertEquals(List.of("this node does not reach its cluster at present", OTHER), CutOff.lines(List.of(OTHER)));
    }

    @Test
    void ofTheFilesTheFirstErrorsAreTold() {
        String error = "hactl:1: error: bad";
        assertEquals(List.of(error), NodeErrors.lines(List.of(OTHER, error)));
        assertEquals(
                "2 more errors: 'mosha check' on that node tells all",
                NodeErrors.lines(Collections.nCopies(7, error)).get(5));
    }

    @Test
    void whatIsToldOfTheNodeIsNotToldOfEachGroupAgain() {
        String trouble = "node 4 is not one of the cluster's nodes [1, 2]: 'mosha node add 4' on one of them adds it";
        List<String> problems = List.of(OTHER, "cluster:0: warning: " + trouble);
        String why = "this node's session has expired";
        assertEquals(why, CutOff.without(problems, why + ": " + trouble));
        assertEquals(why, CutOff.without(problems, why));
        assertEquals(why + ": " + trouble, CutOff.without(List.of(OTHER), why + ": " + trouble));
    }

    @Test
    void aNodeThatIsNotAddedYetSaysOnlyThat() {
        String outside = "node 4 is not one of the cluster's nodes [1, 2]: 'mosha node add 4' on one of them adds it";
        assertEquals(List.of(outside), CutOff.lines(List.of(OTHER, "zookeeper:0: error: " + outside)));
    }
}
