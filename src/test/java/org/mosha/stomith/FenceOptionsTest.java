package org.mosha.stomith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosha.node.Refused;

class FenceOptionsTest {
    private static FenceOptions options(String text) throws Refused {
        return FenceOptions.parse("fence/2", text);
    }

    @Test
    void anAgentGetsTheOptionsInOrderAndThenTheAction() throws Refused {
        FenceOptions options = options("""
                # the console of node 2

                ip = 10.0.0.2
                  # its password
                password=a=b #c
                plug=
                """);

        assertEquals("ip=10.0.0.2\npassword=a=b #c\nplug=\naction=off\n", options.input("off"));
        assertEquals("action=status\n", options("").input("status"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hunter2|expected a line name=value",
                "=hunter2|expected a line name=value",
                "my pass=hunter2|expected a line name=value",
                "password=hunter\u0000 2|expected a line name=value",
                "action=hunter2|action is not an option of a node: the agent is told what to do by Mosha",
                "option=hunter2|option is not an option of a node: the agent is told what to do by Mosha",
                "verbose=hunter2|verbose is not possible: it makes an agent show passwords",
                "debug_file=hunter2|debug_file is not possible: it makes an agent show passwords",
                "ip=hunter2|ip is set twice",
            })
    void aBadLineIsNamedAndNotShown(String line, String reason) {
        Refused refused = assertThrows(Refused.class, () -> options("ip=1\n#\n" + line + "\nanother"));

        assertEquals("fence/2:3: " + reason, refused.getMessage());
    }

    @Test
    void secretsAreTakenOutOfWhatAnAgentPrints() throws Refused {
        FenceOptions options = options("""
                ip=10.0.0.2
                username=admin
                password="hun"
                passwd_script=hunter2
                pasword=s3cret
                snmp_community=p
                lanplus=1
                """);

        assertEquals(
                "admin@10.0.0.2 '***' *** *** 'ws=***' 1 ***ing",
                options.withoutSecrets("admin@10.0.0.2 '\"hun\"' hun hunter2 'ws=s3cret' 1 ping"));
    }

    @Test
    void noValueIsShownByAccident() throws Refused {
        assertFalse(options("password=hunter2").toString().contains("hunter2"));
    }
}
