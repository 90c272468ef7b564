/** Which rows are drawn: a stretch that ends at a row, or at the newest one. */
export interface Span {
  /** The key of the last row; null follows the newest. */
  readonly end: string | null;
  readonly size: number;
}

interface Keyed {
  readonly key: string;
}

export const STEP = 16;
export const AT_END: Span = { end: null, size: 40 };
const LARGEST = 120;

/** The rows of a stretch, and whether there are more on either side. */
export function cut<R extends Keyed>(rows: readonly R[], span: Span): { rows: readonly R[]; hasBefore: boolean; hasAfter: boolean } {
  const end = endOf(rows, span);
  const start = Math.max(0, end - span.size);
  return { rows: rows.slice(start, end), hasBefore: start > 0, hasAfter: end < rows.length };
}

/** Some rows more above; below, so many go that it never gets too long. */
export function up(rows: readonly Keyed[], span: Span): Span {
  const end = endOf(rows, span);
  const size = Math.min(end, span.size + STEP);
  return size <= LARGEST ? { ...span, size } : ending(rows, end - (size - LARGEST), LARGEST);
}

/** Some rows more below; above, so many go that it never gets too long. */
export function down(rows: readonly Keyed[], span: Span): Span {
  const end = Math.min(rows.length, endOf(rows, span) + STEP);
  return ending(rows, end, Math.min(LARGEST, span.size + STEP));
}

/** The same rows, whatever comes after them. */
export function pinned(rows: readonly Keyed[], span: Span): Span {
  return span.end === null ? { ...span, end: rows.at(-1)?.key ?? null } : span;
}

/** A stretch around a row. */
export function around(rows: readonly Keyed[], key: string): Span {
  const index = rows.findIndex((row) => row.key === key);
  const end = Math.min(rows.length, index + AT_END.size / 2);
  return ending(rows, end, Math.max(AT_END.size, end - index + STEP));
}

function ending(rows: readonly Keyed[], end: number, size: number): Span {
  return { end: end >= rows.length ? null : (rows[end - 1]?.key ?? null), size };
}

/** A row that is gone, as a message that was deleted, leaves the stretch at the newest. */
function endOf(rows: readonly Keyed[], { end }: Span): number {
  if (end === null) return rows.length;
  for (let index = rows.length - 1; index >= 0; index--) if (rows[index]?.key === end) return index + 1;
  return rows.length;
}
