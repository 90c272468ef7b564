/** A request that brought no usable answer; status 0 where there was none at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterMs = 0,
  ) {
    super(message);
  }

  /** Whether the same request may succeed later as it is. */
  get isPassing(): boolean {
    return [0, 401, 408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

/** Whether the server took it: false if it refused it for good, and anything else may be tried again. */
export async function isTaken(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (problem) {
    if (problem instanceof Problem && !problem.isPassing) return false;
    throw problem;
  }
}

const LONGEST_MS = 30_000;

/** A pause that doubles with each failure, with half of it left to chance; a server's own is obeyed. */
export function backOff(failures: number, problem: unknown, chance = Math.random()): number {
  const full = Math.min(LONGEST_MS, 1000 * 2 ** Math.min(failures - 1, 6));
  const asked = problem instanceof Problem ? problem.retryAfterMs : 0;
  return Math.max(asked, full / 2 + (full / 2) * chance);
}
