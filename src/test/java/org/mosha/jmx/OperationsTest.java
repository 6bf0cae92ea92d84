package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.model.GroupName;

/** What operations do with what a person types, and what they answer. */
class OperationsTest {
    private final OpenBeans open = new OpenBeans();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aLevelIsSetAndTheChangeIsTold() throws JMException {
        assertEquals("web: start -> stop", open.run(BeanNames.CLUSTER, "setRunlevel", "web", " stop "));
        assertEquals("web: stop -> start", open.run(BeanNames.group("web"), "setRunlevel", "start"));
        assertEquals("web: start, as before", open.run(BeanNames.group("web"), "setRunlevel", "start"));
        assertEquals("web: start -> stop", open.run(BeanNames.group("web"), "halt"));
        assertEquals(
                List.of(
                        "setRunlevel web stop",
                        "setRunlevel web start",
                        "setRunlevel web start",
                        "setRunlevel web stop"),
                open.node.orders);
    }

    @Test
    void whatAStartWaitsForIsToldToWhoWantsAnotherLevel() throws JMException {
        open.node.show(SampleNode.with(Map.of(new GroupName("web"), SampleNode.starting()), List.of(SampleNode.ONE)));
        assertEquals(
                "web: start -> stop, when its start has come to its end: prep is waited for",
                open.run(BeanNames.CLUSTER, "setRunlevel", "web", "stop"));
        assertEquals("web: stop -> start", open.run(BeanNames.CLUSTER, "setRunlevel", "web", "start"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cluster | setRunlevel | we/b start | bad group 'we/b': expected the name of a group",
                "Cluster | setRunlevel | web st*rt | bad level 'st*rt': expected the name of a runlevel",
                "Cluster | setRunlevel | String start | no such group 'String'",
                "Cluster | haltCluster | | the cluster cannot be told",
                "Cluster | stomith | String | bad node 'String': expected a node's number, 1 or more",
                "Cluster | stomith | 0 | bad node '0': expected a node's number, 1 or more",
                "Cluster | stomith | 1 | node 1 is this node",
                "Cluster | why | nix | no such group 'nix'",
                "Cluster | configLog | x | bad count 'x': expected a whole number, 1 or more",
                "Cluster | configShow | 7 | no version 7",
                "Cluster | configRevert | 7 | no version 7",
                "Cluster | configRevert | - | bad version '-': expected a whole number, 1 or more",
                "Cluster | addNode | 4= | bad node '4=': expected a node's number, or with its address",
                "Cluster | addNode | x=host4 | bad node 'x': expected a node's number, or with its address",
                "Cluster | addNode | 5 | node 5 is not there",
                "Cluster | removeNode | 4=host4 | bad node '4=host4': expected a node's number, 1 or more",
                "Cluster | removeNode | 4 | no node 4 in the cluster",
                "Cluster | history | many | bad count 'many': expected a whole number, 1 or more",
                "Cluster | history | 0 | bad count '0': expected a whole number, 1 or more",
                "Quorum | reset | -1 | bad number of nodes '-1': expected a whole number, 1 or more",
                "Quorum | reset | 99999999999 | bad number of nodes '99999999999': expected a whole number",
                "Stomith | confirm | 1 | node 1 is this node",
                "Stomith | confirm | x | bad node 'x': expected",
                "Stomith | test | 1 | node 1 is this node",
                "Stomith | test | 2.5 | bad node '2.5': expected",
                "Node,name=1 | stomith | | node 1 is this node",
                "ResourceGroup,name=web | setRunlevel | a:b | bad level 'a:b': expected",
            })
    void aWrongValueIsRefusedWithASentence(String bean, String operation, String params, String sentence)
            throws JMException {
        ObjectName name = new ObjectName("org.mosha:type=" + bean);
        String[] texts = params == null ? new String[0] : params.split(" ");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> open.run(name, operation, texts));
        assertTrue(refusal.getMessage().startsWith(sentence), refusal::getMessage);
        assertEquals(IllegalArgumentException.class, refusal.getClass());
        assertNull(refusal.getCause());
        assertEquals(List.of(), open.node.orders);
    }

    @Test
    void aMissingValueIsRefusedWithASentence() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> open.run(BeanNames.CLUSTER, "why", new String[] {null}));
        assertTrue(refusal.getMessage().startsWith("no group: expected"), refusal::getMessage);
    }

    @Test
    void aFaultOfTheDaemonIsToldWithoutItsClassAndCause() {
        open.node.failWith(new MissingResourceException("broken", "c", "k"));
        IllegalStateException told =
                assertThrows(IllegalStateException.class, () -> open.run(BeanNames.CLUSTER, "simulate"));
        assertEquals("internal error: broken", told.getMessage());
        assertEquals(IllegalStateException.class, told.getClass());
        assertNull(told.getCause());
    }

    @Test
    void aFaultThatLooksLikeARefusalIsStillToldAsAFault() {
        open.node.failWith(new IllegalArgumentException("negative capacity"));
        IllegalStateException told =
                assertThrows(IllegalStateException.class, () -> open.run(BeanNames.CLUSTER, "simulate"));
        assertEquals("internal error: negative capacity", told.getMessage());
    }

    @Test
    void theOtherOrdersReachTheNode() throws JMException {
        open.run(BeanNames.CLUSTER, "halt");
        open.run(BeanNames.CLUSTER, "resume");
        assertEquals(
                "cltab and hactl were read and are refused, what was in force stays so: hactl:1: error: bad",
                open.run(BeanNames.CLUSTER, "reread"));
        open.run(BeanNames.CYCLE_TIME, "cycleNow");
        assertEquals(
                "node 2 is to be shot: that is only logged, as stomith is not set",
                open.run(BeanNames.CLUSTER, "stomith", "2"));
        assertEquals(
                "node 2 is to be shot: that is only logged, as stomith is not set",
                open.run(BeanNames.node(2), "stomith"));
        assertEquals("node 2 is taken to be off", open.run(BeanNames.STOMITH, "confirm", "2"));
        assertEquals("node 2 could be shot", open.run(BeanNames.STOMITH, "test", "2"));
        assertEquals("the quorum remembers 3 nodes", open.run(BeanNames.QUORUM, "reset", "3"));
        assertEquals(
                "the quorum remembers 4 nodes; seen 2, needed 3: without them this node halts its groups",
                open.run(BeanNames.QUORUM, "reset", "4"));
        assertEquals(
                "the quorum remembers 1 node, and at once 2, as it sees so many",
                open.run(BeanNames.QUORUM, "reset", "1"));
        assertEquals(
                List.of(
                        "halt",
                        "resume",
                        "reread",
                        "cycleNow",
                        "stomith 2",
                        "stomith 2",
                        "confirmOff 2",
                        "resetQuorum 3",
                        "resetQuorum 4",
                        "resetQuorum 1"),
                open.node.orders);
    }

    @Test
    void aShotThatIsMoreThanLoggedIsSaidToBeNoMore() throws JMException {
        open.node.show(SampleNode.shooting("a command"));
        assertEquals("node 2 is to be shot", open.run(BeanNames.CLUSTER, "stomith", "2"));
    }

    @Test
    void resumeSaysWhetherThereWasAStandbyToLeave() throws JMException {
        assertEquals("node 1 is not in standby", open.run(BeanNames.CLUSTER, "resume"));
        open.node.show(SampleNode.inStandby());
        assertEquals("node 1 leaves standby", open.run(BeanNames.CLUSTER, "resume"));
        assertEquals(List.of("resume", "resume"), open.node.orders);
    }

    @Test
    void aNodeThatOnlyVotesIsSaidToStayInStandby() throws JMException {
        open.node.onlyVotes();
        open.node.show(SampleNode.inStandby());
        assertEquals(
                "node 1 only votes (groups=none): it takes no groups, and stays in standby",
                open.run(BeanNames.CLUSTER, "resume"));
        assertEquals(
                "node 1 only votes (groups=none): it has no groups to halt, and is in standby for good",
                open.run(BeanNames.CLUSTER, "halt"));
        // they count when it takes groups some day
        assertEquals(List.of("resume", "halt"), open.node.orders);
    }

    @Test
    void aNodeHaltsWhetherOrNotThatCanBeRememberedAndResumesOnlyIfSo() throws JMException {
        String done = "node 1 halts its groups and stays in standby until it is told to resume";
        assertEquals(done, open.run(BeanNames.CLUSTER, "halt"));
        open.node.forget();
        assertEquals(
                done + ", or until its daemon ends: that could not be remembered: the disk is full",
                open.run(BeanNames.CLUSTER, "halt"));
        assertEquals(
                "the disk is full",
                assertThrows(IllegalArgumentException.class, () -> open.run(BeanNames.CLUSTER, "resume"))
                        .getMessage());
        assertEquals(List.of("halt", "halt"), open.node.orders);
    }

    @Test
    void whyTellsALineANode() throws JMException {
        assertEquals("node 1: runs here\nnode 2: node 1 has it", open.run(BeanNames.CLUSTER, "why", "web"));
    }

    @Test
    void historyTakesItsCountAsText() throws JMException {
        assertArrayEquals(
                new String[] {"web: start", "web: start"}, (String[]) open.run(BeanNames.CLUSTER, "history", "2"));
    }

    @Test
    void theCycleTimeCanBeSet() throws JMException {
        open.server.setAttribute(BeanNames.CYCLE_TIME, new Attribute("Seconds", 0.25));
        assertEquals(List.of("setCycleTime PT0.25S"), open.node.orders);
        assertEquals(List.of("jmx (alice@host): CycleTime: Seconds = 0.25"), open.audited);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3600.1})
    void aBadCycleTimeIsRefusedWithASentence(double seconds) {
        RuntimeMBeanException refusal = assertThrows(
                RuntimeMBeanException.class,
                () -> open.server.setAttribute(BeanNames.CYCLE_TIME, new Attribute("Seconds", seconds)));
        assertEquals(
                IllegalArgumentException.class, refusal.getTargetException().getClass());
        assertTrue(refusal.getTargetException().getMessage().startsWith("bad cycle time " + seconds + ": expected"));
        assertEquals(List.of(), open.node.orders);
    }

    @Test
    void aCycleTimeOfAnotherTypeIsRefused() {
        InvalidAttributeValueException refusal = assertThrows(
                InvalidAttributeValueException.class,
                () -> open.server.setAttribute(BeanNames.CYCLE_TIME, new Attribute("Seconds", "fast")));
        String sentence = "bad value 'fast' of Seconds: expected a value of type double";
        assertEquals(sentence, refusal.getMessage());
        assertEquals(List.of("jmx (alice@host): CycleTime: Seconds = fast: refused: " + sentence), open.audited);
        assertThrows(
                InvalidAttributeValueException.class,
                () -> open.server.setAttribute(BeanNames.CYCLE_TIME, new Attribute("Seconds", null)));
    }

    @Test
    void argumentsThatAreNoTextsOrNotAsManyAsSaidAreRefusedWithASentence() {
        String[] text = {String.class.getName()};
        assertEquals("bad group '5': expected a text", refusal("why", new Object[] {5}, text));
        assertEquals("0 arguments: expected 1", refusal("why", new Object[0], text));
        assertEquals("0 arguments: expected 1", refusal("stomith", null, text));
        assertEquals("1 arguments: expected 0", refusal("halt", new Object[] {"all"}, null));
        assertEquals(List.of(), open.node.orders);
    }

    private String refusal(String operation, Object[] params, String[] signature) {
        RuntimeMBeanException refusal = assertThrows(
                RuntimeMBeanException.class, () -> open.server.invoke(BeanNames.CLUSTER, operation, params, signature));
        assertEquals(
                IllegalArgumentException.class, refusal.getTargetException().getClass());
        return refusal.getTargetException().getMessage();
    }

    @Test
    void aVeryLongNameDoesNotMakeAVeryLongSentence() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> open.run(BeanNames.CLUSTER, "why", "g".repeat(50_000)));
        assertTrue(refusal.getMessage().length() < 200, refusal::getMessage);
    }

    @Test
    void attributesThatAreSetTogetherAreCheckedAndAuditedOneByOne() throws JMException {
        AttributeList both = new AttributeList(
                List.of(new Attribute("Seconds", 0.0), new Attribute("Seconds", 2.0), new Attribute("Cycles", 1L)));
        AttributeList done = open.server.setAttributes(BeanNames.CYCLE_TIME, both);
        assertEquals(List.of(new Attribute("Seconds", 2.0)), done.asList());
        assertEquals(List.of("setCycleTime PT2S"), open.node.orders);
        String refused = "jmx (alice@host): CycleTime: ";
        assertEquals(
                List.of(
                        refused + "Seconds = 0.0: refused: bad cycle time 0.0: expected seconds, above 0 and at most"
                                + " 3600, such as 0.5",
                        refused + "Seconds = 2.0",
                        refused + "Cycles = 1: refused: Read-only attribute: Cycles"),
                open.audited);
    }

    @Test
    void changesAndRefusalsAreAuditedWithTheCaller() throws JMException {
        open.run(BeanNames.CLUSTER, "setRunlevel", "web", "stop");
        open.run(BeanNames.group("web"), "halt");
        assertThrows(IllegalArgumentException.class, () -> open.run(BeanNames.CLUSTER, "stomith", "x\ny"));
        assertEquals(
                List.of(
                        "jmx (alice@host): setRunlevel web stop: web: start -> stop",
                        "jmx (alice@host): ResourceGroup web: halt: web: stop, as before",
                        "jmx (alice@host): stomith x?y: refused: bad node 'x?y': expected a node's number,"
                                + " 1 or more, such as 2"),
                open.audited);
    }

    @Test
    void ofALongAnswerTheFirstLineIsAudited() throws JMException {
        String answer = (String) open.run(BeanNames.CLUSTER, "addNode", "4");
        assertEquals(2, answer.lines().count());
        assertEquals(List.of("jmx (alice@host): addNode 4: node 4 is one of the cluster's from now on"), open.audited);
    }

    @Test
    void nothingThatIsRefusedCanForgeALineOrPushTheOthersAway() throws JMException {
        String forged = "Seconds\n2026-11-29 12:00:00 jmx (bob@host): haltCluster\u001b[2J" + "x".repeat(50_000);
        open.server.setAttributes(BeanNames.CYCLE_TIME, new AttributeList(List.of(new Attribute(forged, 1.0))));
        String group = "g".repeat(50_000);
        assertThrows(IllegalArgumentException.class, () -> open.run(BeanNames.CLUSTER, "setRunlevel", group, "start"));
        assertEquals(2, open.audited.size());
        for (String line : open.audited) {
            assertTrue(line.length() <= 1003 && line.startsWith("jmx (alice@host): "), line);
            assertTrue(line.chars().noneMatch(Character::isISOControl), line);
        }
    }

    @Test
    void lookingIsNotAuditedNorARefusalToShow() throws JMException {
        open.run(BeanNames.CLUSTER, "why", "web");
        open.run(BeanNames.CLUSTER, "simulate");
        open.run(BeanNames.CLUSTER, "history", "1");
        assertThrows(IllegalArgumentException.class, () -> open.run(BeanNames.CLUSTER, "why", "nix"));
        assertThrows(IllegalArgumentException.class, () -> open.run(BeanNames.CLUSTER, "history", "many"));
        assertEquals(List.of(), open.audited);
    }
}
