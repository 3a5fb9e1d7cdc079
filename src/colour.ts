/** Text in the lecture's colour for the program itself, as a terminal escape sequence. */
export const white = (text: string): string => `\u001b[97m${text}\u001b[39m`;

/** Text in the lecture's colour for producers, as a terminal escape sequence. */
export const yellow = (text: string): string => `\u001b[93m${text}\u001b[39m`;

/** Text in the lecture's colour for consumers, as a terminal escape sequence. */
export const cyan = (text: string): string => `\u001b[96m${text}\u001b[39m`;
