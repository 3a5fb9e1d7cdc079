/** A notebook that is not as it should be, and what becomes of it. */
export interface Case {
  readonly name: string;
  /** The bytes of the file. */
  readonly bytes: string | Uint8Array;
  /** It is refused, and this stands in the message, after the name of the file. */
  readonly refused?: RegExp;
  /** It is rendered, and this stands in the page. */
  readonly shows?: RegExp;
  /** This does not stand in the page. */
  readonly hides?: RegExp;
}
