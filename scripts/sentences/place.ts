/** What a place in a pattern is written as until the pattern is done and its places are numbered. */
export const PLACE = "\u0000";
