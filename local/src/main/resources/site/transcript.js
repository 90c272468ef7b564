import {list} from './dom.js';

/** The transcript as the app knows it: pages and state changes put together, by the cursor. */
export class Transcript {
  #messages = new Map();
  #etag = undefined;
  #cursor = undefined;
  #before = undefined;
  #unchanged = 0;

  unread = 0;
  badge = 0;
  typingUntil = 0;
  pollMs = 2000;

  constructor(customer) {
    this.customer = customer;
  }

  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
  }

  get hasEarlier() {
    return this.#before !== undefined;
  }

  /**
   * Asks for what is new.
   *
   * @returns `fresh`, the new messages, and `started`, true if the transcript begins anew with them
   */
  async poll() {
    const query = this.#cursor ? `cursor=${encodeURIComponent(this.#cursor)}&limit=100` : 'limit=50';
    const headers = this.#etag ? {'if-none-match': this.#etag} : {};
    const answer = await this.customer.call('GET', `${this.customer.chat}?${query}`, {headers});
    if (answer.status === 304) return this.#nothing();
    const page = answer.json ?? {};
    const started = !this.#cursor || page.reset === true;
    if (started) this.#messages.clear();
    if (started) this.#before = page.before ?? undefined;
    const fresh = this.#take(page);
    const onward = page.cursor !== this.#cursor;
    this.#standing(page);
    this.#etag = answer.headers.get('etag') ?? undefined;
    this.#unchanged = 0;
    const more = !started && onward && (fresh.length > 0 || list(page.updates).length > 0);
    return {fresh, started, nextMs: more ? 0 : this.pollMs};
  }

  /** Puts the page before the ones that are here. */
  async earlier() {
    const query = `before=${encodeURIComponent(this.#before)}&limit=50`;
    const {json} = await this.customer.call('GET', `${this.customer.chat}?${query}`);
    this.#before = json?.before ?? undefined;
    this.#take(json ?? {});
  }

  /** An unchanged answer steers nothing, so that the pauses grow by themselves in a sleeping chat. */
  #nothing() {
    this.#unchanged += 1;
    const nextMs = Math.min(15_000, this.pollMs * Math.max(1, this.#unchanged / 15));
    return {fresh: [], started: false, nextMs};
  }

  #take(page) {
    const fresh = [];
    for (const message of list(page.messages).filter(Boolean)) {
      const key = `${message.direction} ${message.id}`;
      if (!this.#messages.has(key)) fresh.push(message);
      this.#messages.set(key, {...message, key, state: message.status});
    }
    for (const update of list(page.updates).filter(Boolean)) this.#update(update);
    return fresh;
  }

  #update({id, status, failure, content}) {
    for (const direction of ['Inbound', 'Outbound']) {
      const known = this.#messages.get(`${direction} ${id}`);
      if (!known) continue;
      const state = status ?? known.state;
      this.#messages.set(known.key,
        {...known, state, status: state, failure: failure ?? undefined, content: content ?? known.content});
    }
  }

  #standing(page) {
    this.#cursor = page.cursor ?? this.#cursor;
    this.unread = Number(page.unread) || 0;
    this.badge = Number(page.badge) || 0;
    this.typingUntil = Date.parse(page.typing?.until) || 0;
    const asked = Number(page.nextPollMs ?? NaN);
    this.pollMs = Number.isFinite(asked) ? Math.min(60_000, Math.max(250, asked)) : 2000;
  }
}
