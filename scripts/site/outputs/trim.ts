/**
 * A text without the characters of one kind that end it. A loop: the expression that says the same takes minutes for a
 * text of a hundred thousand line breaks in which the last character is another one.
 */
export function withoutTrailing(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
