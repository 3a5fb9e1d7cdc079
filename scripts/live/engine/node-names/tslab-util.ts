/** In the place of tslab's, of which its public module asks the version. */
declare const tslabVersion: string;

export const getVersion = (): string => tslabVersion;
