package org.mosha.stomith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mosha.config.FenceAgentName;
import org.mosha.model.NodeId;
import org.mosha.node.FencePort.Answer;
import org.mosha.node.Refused;

/**
 * Shoots with a fence agent: it gets the node's own options and the action on its standard input. After {@code off} it
 * is asked for the node's {@code status}, and only if that is off, the node is.
 *
 * @param agent the agent
 * @param timeout how long both actions may take together
 * @param dir the directory of the nodes' options
 * @param runner runs it
 * @param report is told of it
 */
record FenceAgent(FenceAgentName agent, Duration timeout, Path dir, Runner runner, Report report) implements Method {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"));
    private static final int STATUS_ON = 0;
    private static final int STATUS_OFF = 2;

    @Override
    public String name() {
        return "fence-agent: " + agent;
    }

    @Override
    public Verdict shoot(NodeId node, String incarnation) {
        report.begins(node, incarnation, "fence agent " + agent);
        try {
            String program = program();
            FenceOptions options = OptionsFile.read(dir.resolve(node.toString()));
            Deadline deadline = Deadline.in(timeout);
            Map<String, String> variables = Method.variables(node, incarnation);
            Ended off = run(node, program, options, "off", variables, deadline);
            return off.exitedWith(0)
                    ? verified(run(node, program, options, "status", variables, deadline))
                    : Verdict.unconfirmed(agent + " off", off, off.text());
        } catch (Refused e) {
            return Verdict.failed(e.getMessage());
        }
    }

    private Verdict verified(Ended status) {
        if (status.exitedWith(STATUS_OFF)) {
            return new Verdict(Answer.CONFIRMED, agent + " off gave exit code 0, and then its status was off");
        }
        String what = agent + " off gave exit code 0, but then its status ";
        return status.exitedWith(STATUS_ON)
                ? Verdict.failed(what + "was on")
                : Verdict.unconfirmed(what.strip(), status, status.text());
    }

    @Override
    public String test(NodeId node) throws Refused {
        FenceOptions options = OptionsFile.read(dir.resolve(node.toString()));
        Ended status = run(
                node,
                program(),
                options,
                "status",
                Map.of("MOSHA_STOMITH_NODE", node.toString()),
                Deadline.in(timeout));
        if (status.exitedWith(STATUS_ON) || status.exitedWith(STATUS_OFF)) {
            return agent + " reaches node " + node + ", which is " + (status.exitCode() == STATUS_ON ? "on" : "off");
        }
        Verdict verdict = Verdict.unconfirmed(agent + " status", status, status.text());
        throw new Refused("node " + node + " could not be shot: " + verdict.note());
    }

    /** Runs one action; what comes back has no secret in it. */
    private Ended run(
            NodeId node,
            String program,
            FenceOptions options,
            String action,
            Map<String, String> variables,
            Deadline deadline) {
        Ended ended = runner.run(List.of(program), variables, options.input(action), deadline);
        String text = options.withoutSecrets(ended.text());
        report.output(node, text);
        return new Ended(ended.how(), ended.exitCode(), text);
    }

    /**
     * Looks for the agent.
     *
     * @return its path
     * @throws Refused when it is not there
     */
    String program() throws Refused {
        // an absolute path stays what it is when it is resolved
        return PLACES.stream()
                .map(place -> place.resolve(agent.text()))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst()
                .orElseThrow(() -> new Refused("there is no fence agent " + agent + " on this machine"))
                .toString();
    }
}
