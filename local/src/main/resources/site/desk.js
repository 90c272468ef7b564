import {conversation} from './bubbles.js';
import {byId, el, list, reconcile, text} from './dom.js';
import {call} from './net.js';
import {SAMPLES, webhookBody} from './samples.js';

const TYPING_EVERY_MS = 4000;
const CUSTOMER_TYPES_MS = 6000;

/** Ways to misbehave, by what the menu calls them. */
const FAULTS = {
  unavailable: {status: 503},
  throttled: {status: 429, retryAfter: 5},
  silent: {status: 0},
  slow: {delayMs: 3000},
  refusing: {status: 400},
  failing: {failedReceipt: true},
};

/** The agent's side: what Genesys got of the customer, and what the agent says back. */
export class Desk {
  #customer;
  #phone;
  #received = [];
  #said = [];
  #typedAt = 0;
  #ending = new AbortController();

  /** Where the pictures of samples are. */
  media = undefined;

  /** @param phone of whom the transcript tells what has arrived */
  constructor(customer, phone) {
    this.#customer = customer;
    this.#phone = phone;
    const on = (id, event, act) => byId(id).addEventListener(event, act, {signal: this.#ending.signal});
    on('say', 'submit', (event) => this.#say(event));
    on('say-text', 'input', () => byId('say-text').value && this.#typing(false));
    on('type', 'click', () => this.#typing(true));
    byId('samples').replaceChildren(...Object.keys(SAMPLES).map((label) =>
      el('button', {type: 'button', class: 'quiet', onclick: () => this.#sample(label)}, label)));
    byId('desk-customer').textContent = customer.userId;
    this.show();
  }

  stop() {
    this.#ending.abort();
  }

  /** @param received every request that the Genesys simulator got */
  got(received) {
    this.#received = received.filter((request) => this.#isOfCustomer(request));
    this.show();
  }

  show() {
    const {messages, refused} = arrived(this.#received);
    const failed = new Set(this.#phone?.messages.filter((one) => one.state === 'failed').map((one) => one.id));
    const waiting = refused.filter((one) => !failed.has(one.id));
    const onPhone = this.#phone?.messages.filter((one) => one.direction === 'Outbound') ?? [];
    const known = new Set(onPhone.map((one) => one.id));
    const all = [
      ...messages,
      ...onPhone.map((one) => ({...one, state: 'shown'})),
      ...this.#said.filter((one) => !known.has(one.id)),
    ].sort((a, b) => Date.parse(a.channelTime) - Date.parse(b.channelTime));
    const pane = byId('desk-messages');
    const atEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80;
    reconcile(byId('desk-bubbles'), conversation(all, undefined));
    byId('desk-empty').hidden = all.length + refused.length > 0;
    this.#showWaiting(waiting, refused.length - waiting.length);
    this.#showTyping();
    if (atEnd) pane.scrollTop = pane.scrollHeight;
  }

  #isOfCustomer({path, body}) {
    return text(path).includes(`/${this.#customer.integrationId}/inbound/open/`)
      && body?.channel?.from?.id === this.#customer.userId;
  }

  #showWaiting(waiting, givenUp) {
    const tries = waiting.reduce((sum, one) => sum + one.statuses.length, 0);
    const last = waiting.at(-1)?.statuses.at(-1);
    const words = [];
    if (waiting.length) {
      words.push(`${waiting.length === 1 ? 'One message is' : `${waiting.length} messages are`} not here yet: Genesys `
        + `${last === 0 ? 'did not answer' : `answered ${last}`}, ${tries} ${tries === 1 ? 'try' : 'tries'} so far.`);
    }
    if (givenUp) words.push(`${givenUp === 1 ? 'One was' : `${givenUp} were`} refused for good and parked.`);
    if (byId('desk-waiting').textContent !== words.join(' ')) byId('desk-waiting').textContent = words.join(' ');
  }

  #showTyping() {
    const last = this.#received.at(-1);
    const types = text(last?.path).endsWith('/event') && Date.now() - Date.parse(last.time) < CUSTOMER_TYPES_MS;
    byId('desk-typing').textContent = types ? 'is typing' : '';
  }

  async #say(event) {
    event.preventDefault();
    const field = byId('say-text');
    const said = field.value.trim();
    if (!said) return;
    const {integrationId, userId} = this.#customer;
    await this.#send({integrationId, userId, text: said}, said, () => {
      if (field.value.trim() === said) field.value = '';
      field.dispatchEvent(new Event('resize-me'));
    });
  }

  #sample(label) {
    const {integrationId, userId} = this.#customer;
    const conversationId = this.#phone?.messages.findLast((one) => one.conversationId)?.conversationId;
    return this.#send({body: webhookBody(label, integrationId, userId, conversationId, this.media)}, `A sample: ${label}`);
  }

  async #send(body, said, done = () => {}) {
    try {
      const {json} = await call('POST', 'local/genesys/say', {body});
      const id = text(json?.id);
      this.#said.push({id, key: `Outbound ${id}`, direction: 'Outbound', author: 'agent', text: said,
        channelTime: new Date().toISOString(), state: 'said'});
      this.#typedAt = 0;
      done();
      status('');
      this.#phone?.expect();
    } catch (problem) {
      status(`It was not said: ${problem.message}`);
    }
    this.show();
  }

  async #typing(asked) {
    if (!asked && Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    const {integrationId, userId} = this.#customer;
    try {
      await call('POST', 'local/genesys/typing', {body: {integrationId, userId}});
      status('');
      this.#phone?.expect();
    } catch (problem) {
      if (asked) status(`The typing did not go out: ${problem.message}`);
    }
  }
}

/**
 * Puts the tries of each message together: those that Genesys took in the end, with what went
 * before, and those that it has refused so far.
 */
function arrived(received) {
  const byMessage = new Map();
  for (const request of received.filter((one) => /\/(message|structured\/response)$/.test(one.path))) {
    const id = text(request.body.channel.messageId);
    const known = byMessage.get(id) ?? {id, statuses: [], taken: 0};
    const took = request.status >= 200 && request.status < 300;
    if (took && known.taken === 0) Object.assign(known, {request});
    if (took) known.taken += 1;
    else known.statuses.push(request.status);
    byMessage.set(id, known);
  }
  const all = [...byMessage.values()];
  return {messages: all.filter((one) => one.taken).map(asMessage), refused: all.filter((one) => !one.taken)};
}

function asMessage({id, statuses, taken, request}) {
  const {body, time} = request;
  const notes = [
    body.buttonResponse && `${text(body.buttonResponse.type)}, payload ${text(body.buttonResponse.payload)}`,
    statuses.length > 0 && `after ${statuses.length} refused ${statuses.length === 1 ? 'try' : 'tries'}`,
    taken > 1 && `taken ${taken} times`,
  ];
  return {
    id, key: `Inbound ${id}`, direction: 'Inbound', author: 'customer', channelTime: time,
    text: body.text ?? body.buttonResponse?.text, note: notes.filter(Boolean).join(', '),
    content: list(body.content).map(({attachment}) => ({
      contentType: 'Attachment', attachmentMediaType: attachment?.mediaType, attachmentMime: attachment?.mime,
      attachmentFilename: attachment?.filename ?? attachment?.id, attachmentUrl: attachment?.url,
    })),
  };
}

function status(words) {
  byId('desk-status').textContent = words;
}

/** The switch that lets Genesys misbehave, for every customer, until it is turned off. */
export class Faults {
  #on = sessionStorage.getItem('tidings.faults') === 'on';

  constructor() {
    byId('faults').addEventListener('click', () => this.#turn(!this.#on));
    byId('fault-kind').addEventListener('change', () => this.#on && this.#turn(true));
    this.#show();
  }

  /** Says it again to a stack that may have been restarted and knows nothing of it. */
  restore() {
    if (this.#on) this.#turn(true);
  }

  async #turn(on) {
    try {
      await call('DELETE', 'local/genesys/faults');
      if (on) {
        const fault = FAULTS[byId('fault-kind').value];
        await call('POST', 'local/genesys/faults', {body: {path: 'inbound/open/message', ...fault, count: 1000}});
      }
      this.#on = on;
      sessionStorage.setItem('tidings.faults', on ? 'on' : 'off');
      status('');
    } catch (problem) {
      status(`Genesys does not listen: ${problem.message}`);
    }
    this.#show();
  }

  #show() {
    byId('faults').setAttribute('aria-checked', String(this.#on));
    byId('fault-note').hidden = !this.#on;
  }
}
