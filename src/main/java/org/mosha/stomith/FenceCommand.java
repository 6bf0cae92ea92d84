package org.mosha.stomith;

import java.time.Duration;
import java.util.List;
import org.mosha.model.NodeId;
import org.mosha.node.FencePort.Answer;
import org.mosha.node.Refused;

/**
 * Shoots with the operator's command, whose exit code is the answer.
 *
 * @param command the command's text, for the shell
 * @param timeout how long it may take
 * @param runner runs it
 * @param report is told of it
 */
record FenceCommand(String command, Duration timeout, Runner runner, Report report) implements Method {
    private static final String WHAT = "the stomith command";

    @Override
    public String name() {
        return "command: " + command;
    }

    @Override
    public Verdict shoot(NodeId node, String incarnation) {
        report.begins(node, incarnation, WHAT);
        // the number is an argument of the shell, and never part of a text that it reads
        List<String> shell = List.of("/bin/sh", "-c", command + " \"$@\"", "stomith", node.toString());
        Ended ended = runner.run(shell, Method.variables(node, incarnation), "", Deadline.in(timeout));
        report.output(node, ended.text());
        return ended.exitedWith(0)
                ? new Verdict(Answer.CONFIRMED, Text.note(WHAT + " gave exit code 0", ended.text()))
                : Verdict.unconfirmed(WHAT, ended, ended.text());
    }

    @Override
    public String test(NodeId node) throws Refused {
        throw new Refused("a stomith command cannot be tried without shooting node " + node
                + ": only fence agents can tell a node's status");
    }
}
