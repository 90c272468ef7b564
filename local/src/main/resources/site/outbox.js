import {backOff} from './net.js';

const newId = () =>
  crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * What the customer has said and the transcript does not show yet. One message at a time goes out,
 * in order and under the id it was given here, until the stack is known to have it; a reload of the
 * page loses none.
 */
export class Outbox {
  #customer;
  #changed;
  #key;
  #timer = 0;
  #sending = false;
  #stopped = false;

  constructor(customer, changed) {
    this.#customer = customer;
    this.#changed = changed;
    this.#key = `tidings.outbox.${customer.integrationId}.${customer.userId}`;
    this.messages = restored(this.#key);
    this.#send();
  }

  /** @param body `{text}` or `{reply}` */
  add(body) {
    this.messages.push({
      id: newId(), ...body, direction: 'Inbound', author: 'customer', local: true,
      channelTime: new Date().toISOString(), text: body.text ?? body.reply?.text, state: 'sending',
    });
    this.#keep();
    this.#send();
  }

  remove(id) {
    if (!this.messages.some((message) => message.id === id)) return;
    this.messages = this.messages.filter((message) => message.id !== id);
    this.#keep();
  }

  /** Sends at once what waits for its next try. */
  wake() {
    this.#send();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #send() {
    clearTimeout(this.#timer);
    const next = this.messages.find((message) => message.state === 'sending');
    if (this.#sending || this.#stopped || !next) return;
    this.#sending = true;
    try {
      const {id, reply} = next;
      await this.#customer.call('POST', this.#customer.chat, {body: reply ? {id, reply} : {id, text: next.text}});
      Object.assign(next, {state: 'accepted', note: undefined, failures: 0});
    } catch (problem) {
      this.#failed(next, problem);
    }
    this.#sending = false;
    if (this.#stopped) return;
    this.#keep();
    if (!next.failures) this.#send();
  }

  #failed(message, problem) {
    if (problem.passing || problem.status === 401) {
      message.failures = (message.failures ?? 0) + 1;
      message.note = `try ${message.failures + 1} follows (${problem.words})`;
      this.#timer = setTimeout(() => this.#send(), backOff(message.failures, problem));
    } else {
      Object.assign(message, {state: 'failed', note: undefined, failures: 0,
        failure: {code: String(problem.status ?? ''), message: problem.message, retryable: false}});
    }
  }

  #keep() {
    sessionStorage.setItem(this.#key, JSON.stringify(this.messages));
    this.#changed();
  }
}

function restored(key) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return kept.map((message) => ({...message, failures: 0}));
  } catch {
    return [];
  }
}
