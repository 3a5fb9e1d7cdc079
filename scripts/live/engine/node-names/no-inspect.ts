/** In the place of Node's `util`, where no value is shown. */
export const inspect = String;
