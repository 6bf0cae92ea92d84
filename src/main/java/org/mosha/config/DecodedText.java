package org.mosha.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a cltab or a hactl: UTF-8 or, in old files, Latin-1.
 *
 * @param text the text
 * @param charset in which of the two it was
 */
public record DecodedText(String text, Charset charset) {
    /**
     * Decodes a file's bytes.
     *
     * @param bytes the whole content
     * @return as UTF-8 if it is that, else as Latin-1, which any bytes are
     */
    public static DecodedText of(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new DecodedText(text, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return new DecodedText(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        }
    }
}
