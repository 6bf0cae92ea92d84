package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    private static final String HASH =
            "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static List<String> problems(String text) {
        return Accounts.parse("pw", text).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void aLineIsAUserWithARoleAndAHash() {
        Parsed<Accounts> parsed = Accounts.parse("pw", "# who\n\nalice control " + HASH + "\n bob\tread " + HASH);
        PasswordHash hash = PasswordHash.parse(HASH).orElseThrow();
        assertEquals(List.of(), parsed.problems());
        assertEquals(new Account(Role.CONTROL, hash), parsed.value().byUser().get("alice"));
        assertEquals(new Account(Role.READ, hash), parsed.value().byUser().get("bob"));
        assertEquals(HASH, hash.toString());
    }

    @Test
    void everyProblemIsToldWithoutShowingWhatMayBeAPassword() {
        assertEquals(
                List.of(
                        "pw:1: error: expected user role hash, the role read or control",
                        "pw:2: error: expected user role hash, the role read or control",
                        "pw:3: error: expected a user's name, one or more of A-Z a-z 0-9 _ . -",
                        "pw:5: error: user alice is there twice"),
                problems("alice secret\nalice readwrite " + HASH + "\na@b read " + HASH + "\nalice read " + HASH
                        + "\nalice control " + HASH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "pbkdf2-sha256:0:AAECAwQFBgcICQoLDA0ODw==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "pbkdf2-sha256:99999999:AAECAwQFBgcICQoLDA0ODw==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "pbkdf2-sha256:1000::AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw==:",
                "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODwA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=x"
            })
    void whatIsNoHashIsRefused(String text) {
        assertFalse(PasswordHash.parse(text).isPresent());
    }

    @Test
    void anAccessFileCountsInsteadOfTheRoles() {
        Accounts accounts = Accounts.parse("pw", "alice control " + HASH + "\nbob control " + HASH)
                .value();
        Parsed<Accounts> allowed = accounts.withRoles("access", "alice read\ncarol control\nbob readwrite\n");
        assertEquals(Set.of("alice"), allowed.value().byUser().keySet());
        assertEquals(Role.READ, allowed.value().byUser().get("alice").role());
        assertEquals(
                List.of(Problem.error("access", 3, "expected user role, the role read or control")),
                allowed.problems());
        assertEquals(Optional.empty(), Role.of("readwrite"));
    }
}
