import {conversation} from './bubbles.js';
import {byId, list, reconcile, text} from './dom.js';
import {face} from './desk-inbox.js';
import {Customer} from './net.js';

const TYPES_MS = 6000;
const LINK_MS = 8 * 60_000;

/** The chosen conversation: the transcript as it is kept, beside what Genesys has of it. */
export class Talk {
  #follow;
  #customer = undefined;
  #etag = undefined;
  #messages = [];
  #said = [];
  #links = new Map();
  #tries = new Map();
  #receipts = new Map();
  #typedAt = 0;
  #atEnd = true;

  /** @param follow told of the message whose way is to be shown */
  constructor(follow) {
    this.#follow = follow;
    const pane = byId('talk-messages');
    pane.addEventListener('scroll', () => {
      this.#atEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 60;
    });
  }

  /** Of whom it is; undefined before anybody was chosen. */
  person = undefined;
  followed = undefined;

  open(person) {
    if (this.person?.key === person.key) return;
    this.person = person;
    this.followed = undefined;
    this.#customer = new Customer(person.userId, person.integrationId);
    this.#etag = undefined;
    this.#messages = [];
    this.#said = [];
    this.#typedAt = 0;
    this.#atEnd = true;
    byId('talk-title').textContent = person.userId;
    byId('talk-empty-title').textContent = 'Nothing said yet';
    byId('talk-empty-words').textContent = 'Write in the app as this customer, or speak first from here.';
    face(person.userId, byId('talk-face'));
    this.show();
  }

  /** Reads the newest messages. It presents no cursor: that would tell Genesys that the phone has them. */
  async poll() {
    const customer = this.#customer;
    if (!customer) return;
    const headers = this.#etag ? {'if-none-match': this.#etag} : {};
    const answer = await customer.call('GET', `${customer.chat}?limit=100`, {headers});
    if (customer !== this.#customer || answer.status === 304) return;
    this.#etag = answer.headers.get('etag') ?? undefined;
    this.#messages = list(answer.json?.messages).filter(Boolean);
    const known = new Set(this.#messages.map((one) => one.id));
    this.#said = this.#said.filter((one) => !known.has(one.id));
    this.show();
  }

  /** @param received all requests that Genesys got */
  got(received) {
    this.#tries.clear();
    this.#receipts.clear();
    for (const {path, body, status, time} of received) {
      const kind = text(path).split('/').at(-1);
      const id = text(body?.channel?.messageId);
      if (kind === 'receipt' && status === 200) this.#receipts.set(text(body?.id), text(body?.status));
      if ((kind === 'message' || kind === 'response') && status !== 200) this.#tries.set(id, (this.#tries.get(id) ?? 0) + 1);
      if (kind === 'event' && body?.channel?.from?.id === this.person?.userId) this.#typedAt = Date.parse(time);
      if (kind === 'message' && body?.channel?.from?.id === this.person?.userId) this.#typedAt = 0;
    }
    this.show();
  }

  /** Something went out that the transcript does not show yet. */
  said(id, words, author) {
    this.#said.push({id, key: `Outbound ${id}`, direction: 'Outbound', author, text: words,
      channelTime: new Date().toISOString(), state: 'said'});
    this.#atEnd = true;
    this.show();
  }

  /** The newest message of the customer's; undefined where there is none. */
  get lastOfCustomer() {
    return this.#messages.findLast((one) => one.direction === 'Inbound');
  }

  get last() {
    return [...this.#messages, ...this.#said].at(-1);
  }

  message(id) {
    return [...this.#messages, ...this.#said].find((one) => one.id === id);
  }

  show() {
    const all = [...this.#messages.map((one) => this.#standing(one)), ...this.#said];
    const acts = {follow: (one) => this.#follow(one), followed: this.followed, shown: isOfThisMachine,
      retry: (one) => this.#retry(one)};
    reconcile(byId('talk-bubbles'), conversation(all, acts));
    byId('talk-empty').hidden = all.length > 0;
    byId('tray').inert = !this.person;
    const types = Date.now() - this.#typedAt < TYPES_MS;
    const sub = types ? 'is typing' : this.person ? `integration ${this.person.integrationId}` : '';
    if (byId('talk-sub').textContent !== sub) byId('talk-sub').textContent = sub;
    byId('talk-sub').classList.toggle('types', types);
    byId('talk-state').textContent = !this.person ? '' : this.person.conversationId ? 'open at Genesys' : 'not open';
    byId('talk-state').hidden = !this.person;
    byId('talk-state').className = this.person?.conversationId ? 'tag good' : 'tag';
    const pane = byId('talk-messages');
    if (this.#atEnd) pane.scrollTop = pane.scrollHeight;
  }

  /** Does what the customer's app does when it is told to send a failed message again. */
  async #retry({id}) {
    const problem = byId('talk-problem');
    try {
      await this.#customer.call('POST', `${this.#customer.chat}/messages/${encodeURIComponent(id)}/retry`);
      problem.textContent = '';
      await this.poll();
    } catch (refused) {
      problem.textContent = `It was not sent again: ${refused.message}`;
    }
  }

  #standing(message) {
    const key = `${message.direction} ${message.id}`;
    const content = list(message.content).map((item, index) => this.#steady(`${key} ${index}`, item));
    if (message.direction === 'Inbound') {
      const tries = this.#tries.get(message.id);
      const note = tries && `${tries} ${tries === 1 ? 'try' : 'tries'} refused`;
      return {...message, key, content, state: message.status, note};
    }
    const receipt = this.#receipts.get(message.id);
    const note = receipt === 'Failed' ? 'Genesys was told: not shown whole' : undefined;
    return {...message, key, content, note, state: receipt === 'Delivered' ? 'shown' : 'kept'};
  }

  /** Links are made anew with each answer; a picture that is here need not be loaded again. */
  #steady(key, item) {
    if (!item?.attachmentUrl) return item;
    const known = this.#links.get(key);
    if (!known || Date.now() - known.at > LINK_MS) this.#links.set(key, {url: item.attachmentUrl, at: Date.now()});
    return {...item, attachmentUrl: this.#links.get(key).url};
  }
}

/** Whether the content policy lets a picture of this address be loaded. */
function isOfThisMachine(address) {
  const at = URL.canParse(text(address)) ? new URL(address) : undefined;
  return at?.protocol === 'http:' && at.hostname === '127.0.0.1';
}
