package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mosha.config.Durations;

class RegistrationTest {
    @Test
    void whatIsWrittenIsRead() {
        Registration own = new Registration("h\u00f6st", 4711, "life", "machine", Duration.ofMillis(2500));
        assertEquals(own, Registration.parse(own.format()));
    }

    @Test
    void aSessionThatNobodyCouldCountIsOneThatASettingCouldHave() {
        byte[] data = ("incarnation=life\nsessionMillis=" + Long.MAX_VALUE).getBytes(StandardCharsets.UTF_8);
        assertEquals(Durations.LONGEST, Registration.parse(data).session());
    }
}
