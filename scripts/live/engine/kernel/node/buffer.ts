/** As much of Node's Buffer as tslab needs for pictures. Cells have none. */
export class Buffer extends Uint8Array {
  static isBuffer(value: unknown): value is Buffer {
    return value instanceof Buffer;
  }

  /** As inspect shows an ArrayBuffer. */
  hexSlice(start = 0, end = this.length): string {
    return Array.from(this.subarray(start, end), (byte) => byte.toString(16).padStart(2, "0")).join(
      "",
    );
  }

  override toString(encoding?: string): string {
    if (encoding !== "base64") throw new TypeError(`encoding must be "base64", got ${encoding}`);
    const pieces: string[] = [];
    for (let i = 0; i < this.length; i += 0x2000)
      pieces.push(String.fromCharCode(...this.subarray(i, i + 0x2000)));
    return btoa(pieces.join(""));
  }
}
