export interface Piece {
  readonly text: string;
  /** Where a tap leads; absent for plain text. */
  readonly href?: string;
}

const WEB = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]}]/;
const MAIL = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/;
const PHONE = /(?<![\w.])\+?\d[\d ()-]{6,16}\d(?!\w)/;
const LINK = new RegExp(`(${WEB.source})|(${MAIL.source})|(${PHONE.source})`, 'g');

/** Finds addresses and numbers in a text; it stays text, whatever is in it. */
export function linkify(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const [found, web, mail] = match;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: found, href: web ?? (mail ? `mailto:${mail}` : `tel:${found.replace(/[ ()-]/g, '')}`) });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
