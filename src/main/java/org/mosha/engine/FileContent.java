package org.mosha.engine;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mosha.config.DecodedText;

/** The bytes of a file, which are UTF-8 or, in old files, Latin-1. */
public final class FileContent {
    private final byte[] bytes;
    private final String hash;
    private final Charset charset;
    private final String text;

    private FileContent(byte[] bytes, Charset charset, String text) {
        this.bytes = bytes;
        this.charset = charset;
        this.text = text;
        this.hash = sha256(bytes);
    }

    /**
     * Takes a file's bytes.
     *
     * @param bytes the whole content
     * @return the content
     */
    public static FileContent of(byte[] bytes) {
        DecodedText decoded = DecodedText.of(bytes);
        return new FileContent(bytes.clone(), decoded.charset(), decoded.text());
    }

    /**
     * The bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The bytes as text.
     *
     * @return never null
     */
    public String text() {
        return text;
    }

    /**
     * What tells one content from another.
     *
     * @return its SHA-256 in hexadecimal digits
     */
    public String hash() {
        return hash;
    }

    /**
     * The bytes of an edited text: in the old encoding when it has all the characters.
     *
     * @param edited the text
     * @return its bytes
     */
    public byte[] encode(String edited) {
        Charset fit = charset.newEncoder().canEncode(edited) ? charset : StandardCharsets.UTF_8;
        return edited.getBytes(fit);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
