export const searchIndexPath = "assets/search-index.js";

/** The name under which a page finds what that file says. */
export const searchIndexName = "interleave.search";
