package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.Parsed;
import org.mosha.config.SettingPlaces;
import org.mosha.config.Settings;
import org.mosha.model.NodeId;

class StartCheckTest {
    private static final String NO_NUMBER =
            "f:0: warning: which node this is, neither mynode nor mwhois nor nodes tells"
                    + " here: a daemon would not start";

    @TempDir
    Path home;

    @Test
    void thatNothingTellsWhichNodeThisIsIsWarnedOf() {
        Parsed<Settings> settings = SettingsFile.read(Optional.empty(), Map.of("mwhois", "true"), home);
        assertEquals(List.of(NO_NUMBER), texts(settings, Optional.empty()));
        assertEquals(List.of(), texts(settings, Optional.of(new NodeId(3))));
    }

    @Test
    void nothingIsStoppedForADaemonThatWouldNotKnowItsNumber() throws Failure {
        CommonOptions options = new CommonOptions(new Place(home, home, Optional.empty(), false));
        StringWriter err = new StringWriter();
        Failure failure = assertThrows(
                Failure.class,
                () -> StartCheck.require(options, settings -> Optional.empty(), new PrintWriter(err, true)));
        assertEquals(Failure.REFUSED, failure.exitCode());
        assertEquals(1, err.toString().lines().count(), err::toString);
        StartCheck.require(options, settings -> Optional.of(new NodeId(1)), new PrintWriter(err, true));
    }

    private static List<String> texts(Parsed<Settings> settings, Optional<NodeId> self) {
        return StartCheck.problems(settings, self, SettingPlaces.of("f", "", Map.of())).stream()
                .map(Object::toString)
                .toList();
    }
}
