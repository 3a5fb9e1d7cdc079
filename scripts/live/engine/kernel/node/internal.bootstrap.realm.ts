/** Which modules are Node's: none, here. */
export const BuiltinModule = { exists: (): boolean => false };
