package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands do not run their service themselves. */
class HandedOverTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "systemctl start nginx | systemctl start",
                "exec /usr/bin/systemctl --no-block restart nginx.service | /usr/bin/systemctl restart",
                "mkdir -p /run/x && sudo systemctl start x | systemctl start",
                "if [ -e /x ]; then systemctl start x; fi | systemctl start",
                "LANG=C service nginx start | service nginx start",
                "/etc/init.d/nginx start >/dev/null 2>&1 | /etc/init.d/nginx start",
                "invoke-rc.d --quiet nginx restart | invoke-rc.d nginx restart",
                "docker run -d --name x nginx | docker run -d",
                "docker run --name x -p 80:80 -itd nginx | docker run -d",
                "podman run --rm -v/a:/b -e A=1 --detach nginx | podman run -d",
                "docker start x | docker start",
                "docker compose -f /x.yml up -d | docker compose up -d",
                "cd /x; docker-compose up --detach web | docker-compose up -d"
            })
    void whatHasAnotherDaemonRunItIsTold(String command, String by) {
        for (Mode mode : List.of(Mode.RESPAWN, Mode.ONCE, Mode.WAIT, Mode.TEST)) {
            assertEquals(
                    Optional.of("'" + by + "' has the service run elsewhere, where Mosha neither sees nor stops it:"
                            + " have the command run it itself, in the foreground"),
                    HandedOver.warning(mode, command),
                    command);
        }
        assertEquals(Optional.empty(), HandedOver.warning(Mode.OFF, command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "exec nginx -g 'daemon off;'",
                "systemctl stop nginx",
                "systemctl is-active nginx",
                "systemctl status start",
                "service nginx status",
                "/etc/init.d/nginx stop",
                "/opt/service start",
                "docker run --rm nginx",
                "docker run --name x nginx -d",
                "docker run -v /d:/d -p80:80 nginx --detach",
                "docker run -e d -h d nginx",
                "docker start -a x",
                "docker compose up",
                "docker compose exec web run -d",
                "docker stop x",
                "echo systemctl start x",
                "echo 'a; systemctl start x'",
                "# systemctl start x",
                "sleep 1 # systemctl start x",
                "trap 'systemctl stop x' TERM; systemctl start x; while :; do sleep 1; done",
                "a & b & wait",
                "exec a 2>&1",
                "a && b",
                "echo '&'",
                "echo \\&",
                "echo \"a \\\" & \"",
                "while :; do a & sleep 1; done",
                "trap 'kill 0' TERM; a &",
                "'unfinished &",
                "unfinished \\"
            })
    void whatRunsItselfIsNot(String command) {
        assertEquals(Optional.empty(), HandedOver.warning(Mode.RESPAWN, command), command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nohup /opt/server &", "a; b &  ", "a & # in the background", "a >/dev/null 2>&1 &", "(a; b)&"})
    void aRespawnThatEndsInTheBackgroundWouldBeStartedAgainAndAgain(String command) {
        assertEquals(
                Optional.of("the command ends with '&', so that it is over at once, and is started again and again:"
                        + " have it run in the foreground"),
                HandedOver.warning(Mode.RESPAWN, command));
        assertEquals(Optional.empty(), HandedOver.warning(Mode.ONCE, command));
    }

    @Test
    void itIsAWarningAndTheEntryComesIntoForce() {
        Parsed<Cltab> parsed = Cltab.parse("cltab", "# a: b\nweb:nginx:start:respawn:systemctl start nginx\n");
        assertFalse(parsed.hasErrors());
        assertEquals(1, parsed.value().entries().size());
        assertEquals(
                List.of(
                        "cltab:2: warning: 'systemctl start' has the service run elsewhere, where Mosha neither sees nor"
                                + " stops it: have the command run it itself, in the foreground"),
                parsed.problems().stream().map(Problem::toString).toList());
    }
}
