/** In the place of TypeScript, where only its version is asked for. */
declare const typescriptVersion: string;

export const version = typescriptVersion;
