package org.perdure.html;

/**
 * Explains a type of problem of the API (RFC 9457).
 *
 * @param chrome what stands around it
 * @param kind the type
 */
public record ProblemPage(Chrome chrome, ProblemKind kind) implements HtmlPage {}
