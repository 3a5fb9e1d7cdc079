/** The kinds of picture that can do nothing but be looked at: an SVG is a document, and is cleaned as one. */
export const pictureTypes: readonly string[] = ["png", "jpeg", "gif", "webp"];

const picture = new RegExp(`^data:image/(?:${pictureTypes.join("|")});base64,[A-Za-z0-9+/]+=*$`);

/** Whether an address is a picture that comes with the page, so that no request is made for it. */
export function isPicture(address: string): boolean {
  return picture.test(address);
}
