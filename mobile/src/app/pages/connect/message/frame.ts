const WIDEST = 16 / 9;
const TALLEST = 4 / 5;
const UNKNOWN = 4 / 3;

/** The shape that is kept free for a picture before it is there, so that nothing jumps when it comes. */
export function frameOf({ width, height }: { width?: number; height?: number }): number {
  return width && height ? Math.min(WIDEST, Math.max(TALLEST, width / height)) : UNKNOWN;
}
