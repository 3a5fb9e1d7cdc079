/** In the place of the package: tslab asks which Node this is. */
export const major = (version: string): number => Number(/\d+/.exec(version)?.[0]);
export default { major };
