package org.perdure.quote;

/**
 * What can be said of the candidates for the parent of a message.
 *
 * @param which what there is to go by
 * @param candidates places in the index
 * @param rows the features of each candidate, and last those of there being none
 */
public record Weighed(Case which, int[] candidates, double[][] rows) {}
