package org.mosha.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All verbs, in the order in which the help lists them. */
final class Verbs {
    private static final Set<String> DETACHING = Set.of("start", "restart");

    private final Map<String, Supplier<Object>> all = new LinkedHashMap<>();

    Verbs(Place place, Backend backend) {
        DaemonRunner runner = backend.daemon();
        all.put("run", () -> new RunVerb(place, runner));
        all.put("start", () -> new StartVerb(place, runner));
        all.put("stop", () -> new StopVerb(place, backend.nodes(), backend.undertaker()));
        all.put("restart", () -> new RestartVerb(place, backend.nodes(), runner));
        all.put("force-reload", () -> new ForceReloadVerb(place));
        all.put("status", () -> new StatusVerb(place));
        all.put("demo", () -> new DemoVerb(place, backend));
        all.put("check", () -> new CheckVerb(place, backend.nodes()));
        all.put("simulate", () -> new SimulateVerb(place, backend.simulator()));
        all.put("groups", () -> new GroupsVerb(place));
        all.put("nodes", () -> new NodesVerb(place));
        all.put("node", () -> NodeVerb.with(place));
        all.put("why", () -> new WhyVerb(place));
        all.put("set", () -> new SetVerb(place));
        all.put("halt", () -> new HaltVerb(place));
        all.put("resume", () -> new ResumeVerb(place));
        all.put("history", () -> new HistoryVerb(place));
        all.put("config", () -> new ConfigVerb(place));
        all.put("quorum", () -> new QuorumVerb(place));
        all.put("stomith", () -> new StomithVerb(place));
        all.put("passwd", () -> new PasswdVerb(place));
        all.put("tls", () -> TlsVerb.with(place));
        all.put("rehearse", () -> new RehearseVerb(place, backend));
        all.put("help", HelpVerb::new);
    }

    /** Whether the launcher waits for a reply of the verb. */
    static boolean detaches(String[] args) {
        return args.length > 0 && DETACHING.contains(args[0]);
    }

    /** Adds the verb that is meant; all of them, where it takes them all to help. Setting one up takes time. */
    void addTo(CommandLine root, String[] args) {
        String verb = args.length == 0 ? "" : args[0];
        if (all.containsKey(verb) && !verb.equals("help")) {
            root.addSubcommand(verb, all.get(verb).get());
        } else if (!verb.equals("--version") && !verb.equals("-V")) {
            all.forEach((name, command) -> root.addSubcommand(name, command.get()));
        }
    }
}
