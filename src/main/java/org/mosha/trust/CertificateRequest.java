package org.mosha.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate shall say.
 *
 * @param subject whom it is about, as a distinguished name
 * @param extensions its X.509 extensions, as keytool's {@code -ext} takes them
 * @param startDays from when on it is good, in days from now; negative: since then
 * @param days for how many days from its start it is good
 * @param signer the alias of the key that signs it; empty: its own
 */
record CertificateRequest(String subject, List<String> extensions, int startDays, int days, Optional<String> signer) {
    CertificateRequest {
        extensions = List.copyOf(extensions);
    }

    /** As keytool takes them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-dname", subject));
        arguments.addAll(List.of("-startdate", (startDays < 0 ? "" : "+") + startDays + "d"));
        arguments.addAll(List.of("-validity", Integer.toString(days)));
        extensions.forEach(extension -> arguments.addAll(List.of("-ext", extension)));
        signer.ifPresent(alias -> arguments.addAll(List.of("-signer", alias)));
        return arguments;
    }
}
