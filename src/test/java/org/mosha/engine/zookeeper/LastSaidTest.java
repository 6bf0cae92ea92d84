package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LastSaidTest {
    private final LastSaid<Word> said = new LastSaid<>();
    private int spelled;

    /** One that knows itself at once, and is compared with another one letter by letter. */
    private final class Word {
        private final String text;

        private Word(String text) {
            this.text = text;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            spelled++;
            return other instanceof Word word && word.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    @Test
    void onlySomethingElseIsNew() {
        assertTrue(said.isNew(new Word("one")));
        assertFalse(said.isNew(new Word("one")));
        assertTrue(said.isNew(new Word("two")));
        assertTrue(said.isNew(new Word("one")));
    }

    @Test
    void whatIsSaidAgainIsNotComparedLetterByLetter() {
        said.isNew(new Word("one"));
        Word again = new Word("one");
        assertFalse(said.isNew(again));
        spelled = 0;
        assertFalse(said.isNew(again));
        assertFalse(said.isNew(again));
        assertEquals(0, spelled);
    }
}
