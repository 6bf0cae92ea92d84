package org.mosha.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code force-reload}. */
@Command(
        name = "force-reload",
        abbreviateSynopsis = true,
        description = "Have the local daemon look at cltab and hactl at once; exit code 1 when the newest ones are "
                + "refused, 7 when it does not run.",
        footer = {"", "Example:", "  mosha force-reload"})
final class ForceReloadVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    ForceReloadVerb(Place place) {
        this.options = new CommonOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        DaemonProcess process = DaemonProcess.of(options);
        long pid = process.require(Failure.NOT_RUNNING);
        try (DaemonClient client = DaemonClient.attach(pid, process.log())) {
            Object answer = client.invoke(BeanNames.CLUSTER, "reread");
            Optional<String> refusal = NodeErrors.ofFiles(client);
            if (refusal.isPresent()) {
                throw new Failure(Failure.REFUSED, refusal.get());
            }
            spec.commandLine().getOut().println(answer);
            return 0;
        }
    }
}
