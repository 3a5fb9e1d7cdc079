/** Characters by which the console names what it counts and measures. */
export const CHAR_LOWERCASE_B = 98;
export const CHAR_LOWERCASE_E = 101;
export const CHAR_LOWERCASE_N = 110;
export const CHAR_UPPERCASE_C = 67;
