package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long the heartbeats of a lone node count, and of one that gets company. */
class CompanyTest {
    private static final Duration SESSION = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(60);

    private int nodes = 1;

    @Test
    void aLoneNodeSaysHowLongItsHeartbeatsCount() {
        Company company = new Company(true, SESSION, () -> nodes);
        assertEquals(SESSION, company.session());
        company.said(LONG);
        assertEquals(LONG, company.session());
        nodes = 2;
        assertEquals(SESSION, company.session());
        assertFalse(new Company(false, SESSION, () -> 1).isAlone());
    }

    @Test
    void theLeaseIsShortBeforeAnotherOneMayCome() throws IOException {
        Company company = new Company(true, SESSION, () -> nodes);
        company.said(LONG);
        List<Duration> asked = new ArrayList<>();
        company.expect(() -> asked.add(company.session()));

        // what was asked for first is in force when it is asked for again
        assertTrue(asked.size() > 1);
        assertEquals(SESSION, asked.get(0));
        assertFalse(company.isAlone());
    }
}
