const PATIENCE_MS = 12_000;
const LONGEST_PAUSE_MS = 15_000;

/** A request that brought no usable answer; status 0 where there was none at all. */
export class Problem extends Error {
  constructor(status, message, retryAfterMs = 0) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** What happened, in a few words. */
  get words() {
    if (this.status === 0) return 'no answer';
    return this.status < 400 ? 'an answer that makes no sense' : `answer ${this.status}`;
  }

  /** Whether the same request may succeed later as it is. */
  get passing() {
    return [0, 408, 429].includes(this.status) || (this.status >= 500 && this.status !== 501);
  }
}

/** Sends a request to a path of the stack; a JSON answer, or none, comes back, everything else is thrown. */
export async function call(method, path, {body, headers = {}} = {}) {
  const {response, content} = await exchange(path, {
    method,
    headers: body === undefined ? headers : {'content-type': 'application/json', ...headers},
    body: JSON.stringify(body),
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const json = parsed(content);
  if (!response.ok && response.status !== 304) throw refusal(response, json);
  if (content !== '' && json === undefined) {
    throw new Problem(response.status, 'The answer is not JSON');
  }
  return {status: response.status, json, headers: response.headers};
}

async function exchange(path, request) {
  try {
    const response = await fetch(new URL(path, location.origin), request);
    return {response, content: await response.text()};
  } catch {
    throw new Problem(0, 'The stack does not answer');
  }
}

function parsed(content) {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function refusal(response, json) {
  const faults = Array.isArray(json?.errors)
    ? json.errors.map((fault) => `${fault?.field} ${fault?.message}`).join(', ')
    : '';
  const said = faults || json?.detail || json?.message || json?.title || response.statusText;
  const seconds = Number(response.headers.get('retry-after'));
  return new Problem(response.status, said ? String(said) : 'No reason given', seconds * 1000 || 0);
}

/** Pauses double from a second on; a server that names a longer one is obeyed. */
export function backOff(failures, problem) {
  const own = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** Math.min(failures - 1, 5));
  return Math.max(own, problem?.retryAfterMs ?? 0);
}

/**
 * Does something again and again while the page can be seen.
 *
 * @param act resolves to the pause until the next time, in milliseconds
 * @param failed told of each failure; the pauses grow until the act succeeds again
 */
export function loop(act, failed) {
  let timer = 0;
  let running = false;
  let again = false;
  let stopped = false;
  let failures = 0;

  async function run() {
    clearTimeout(timer);
    if (stopped || document.hidden) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    const pause = await attempt().finally(() => {
      running = false;
    });
    if (!stopped) timer = setTimeout(run, again ? 0 : pause);
  }

  async function attempt() {
    try {
      const pause = await act();
      failures = 0;
      return pause;
    } catch (problem) {
      if (!(problem instanceof Problem)) console.error(problem);
      failures += 1;
      if (!stopped) tell(problem);
      return backOff(failures, problem);
    }
  }

  /** What goes wrong in the telling must not end the trying. */
  function tell(problem) {
    try {
      failed(problem);
    } catch (error) {
      console.error(error);
    }
  }

  document.addEventListener('visibilitychange', run);
  run();
  return {
    wake: run,
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', run);
    },
  };
}

/** A customer who is signed in: calls carry the token, and a refused one is renewed once. */
export class Customer {
  #token = undefined;

  constructor(userId, integrationId) {
    this.userId = userId;
    this.integrationId = integrationId;
    const user = encodeURIComponent(userId);
    this.chat = `transcript/integration/${encodeURIComponent(integrationId)}/user/${user}`;
    this.device = `devices/user/${user}`;
  }

  async call(method, path, options = {}) {
    const known = this.#token !== undefined;
    try {
      return await this.#authorized(method, path, options);
    } catch (problem) {
      if (problem.status !== 401 || !known) throw problem;
      this.#token = undefined;
      return this.#authorized(method, path, options);
    }
  }

  async #authorized(method, path, options) {
    if (this.#token === undefined) {
      const answer = await call('POST', 'local/token', {body: {userId: this.userId}});
      this.#token = answer.json?.token;
    }
    const headers = {...options.headers, authorization: `Bearer ${this.#token}`};
    return call(method, path, {...options, headers});
  }
}
