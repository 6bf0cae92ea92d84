package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Reconfigurable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.ThisMachine;

class LogConfigurationsTest {
    @TempDir
    Path dir;

    /** Log4j looks for a name only where there is none. */
    @Test
    void theHostsNameIsThereBeforeLog4jAsksForIt() throws IOException {
        Path file = Files.writeString(dir.resolve("log4j2.xml"), "<Configuration><Loggers/></Configuration>");
        ConfigurationSource source = new ConfigurationSource(Files.newInputStream(file), file.toFile());
        Configuration read = new LogConfigurations().getConfiguration(null, source);
        assertEquals(ThisMachine.hostName(), read.getProperties().get("hostName"));
        Configuration edited = ((Reconfigurable) read).reconfigure();
        assertEquals(ThisMachine.hostName(), edited.getProperties().get("hostName"));
    }
}
