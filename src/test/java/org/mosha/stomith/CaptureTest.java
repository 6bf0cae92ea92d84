package org.mosha.stomith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CaptureTest {
    @Test
    void theBeginningIsKeptAndTheRestIsReadAndDropped() throws IOException {
        try (Capture capture = new Capture();
                FileOutputStream command = new FileOutputStream(capture.writeEnd())) {
            capture.started();
            command.write("first\n".getBytes());
            for (int i = 0; i < 5; i++) {
                command.write("x".repeat(50_000).getBytes());
                capture.read();
            }

            assertTrue(capture.text().startsWith("first\nxxx"));
            assertEquals(Capture.KEPT, capture.text().length());
        }
    }

    @Test
    void nothingIsWaitedForWhileTheOtherEndIsOpen() throws IOException {
        try (Capture capture = new Capture();
                FileOutputStream command = new FileOutputStream(capture.writeEnd())) {
            capture.started();
            capture.read();
            command.write('a');
            capture.read();

            assertEquals("a", capture.text());
        }
    }
}
