package org.perdure.html;

/**
 * A page as it is sent.
 *
 * @param bytes the page in UTF-8; not to be changed
 * @param tag changes when the bytes do
 * @param canonicalAddress where the page is for good
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RenderedPage(byte[] bytes, String tag, String canonicalAddress) {}
