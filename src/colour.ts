/** The lecture's colours as terminal escape sequences: white for the program, yellow for producers, cyan for consumers. */
export const white = (text: string): string => `\u001b[97m${text}\u001b[39m`;
export const yellow = (text: string): string => `\u001b[93m${text}\u001b[39m`;
export const cyan = (text: string): string => `\u001b[96m${text}\u001b[39m`;
