package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAlignedAndTheLastIsAsLongAsItIs() {
        Table table = new Table("A", "LONG", "WHY");
        table.line("value", "b", "some words");
        table.line("v", "longer", "");
        assertEquals("""
                A      LONG    WHY
                value  b       some words
                v      longer  -
                """, table.format());
    }

    @Test
    void aCellKeepsToItsLine() {
        Table table = new Table("A", "B");
        table.line("x\ny", "z\u001b[2J");
        assertEquals("A    B\nx y  z [2J\n", table.format());
    }

    @Test
    void withoutLinesOnlyTheHeadsShow() {
        assertEquals("A  B\n", new Table("A", "B").format());
    }
}
