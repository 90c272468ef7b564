import { Problem } from './problem';

const PATIENCE_MS = 20_000;

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | null;
}

/** Sends one request; what comes back is JSON or nothing. */
export async function exchange<T>(url: string, request: RequestInit): Promise<Answer<T>> {
  const { response, text } = await reach(url, request);
  const body = parse(text);
  if (!response.ok && response.status !== 304) throw refusal(response, body);
  if (text && body === undefined) throw new Problem(502, 'The answer is not JSON');
  return { status: response.status, body: body as T, etag: response.headers.get('etag') };
}

async function reach(url: string, request: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, { ...request, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    return { response, text: await response.text() };
  } catch {
    throw new Problem(0, 'No answer');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(response: Response, body: unknown): Problem {
  const { detail, message } = (body ?? {}) as { detail?: string; message?: string };
  const seconds = Number(response.headers.get('retry-after')) || 0;
  return new Problem(response.status, detail ?? message ?? response.statusText, seconds * 1000);
}
