import {byId, el, hourOf, list, reconcile, text} from './dom.js';

const SEEN = 'tidings.desk.seen';

/** A face for somebody without a picture: initials, and a colour of their own. */
export function face(userId, node = el('span', {class: 'face', 'aria-hidden': 'true'})) {
  const letters = text(userId).replace(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ');
  node.textContent = (letters.length > 1 ? letters[0][0] + letters[1][0] : text(letters[0]).slice(0, 2)).toUpperCase();
  let hue = 7;
  for (const char of text(userId)) hue = (hue * 31 + char.codePointAt(0)) % 360;
  node.style.setProperty('--hue', String(hue));
  return node;
}

/** The customer's words in a request that Genesys got; undefined where it brings none. */
function words({path, body}) {
  if (!/\/(message|structured\/response)$/.test(text(path))) return undefined;
  const attachment = list(body?.content)[0]?.attachment;
  return text(body?.text ?? body?.buttonResponse?.text) || (attachment ? text(attachment.filename ?? attachment.mediaType) : '');
}

/** Everybody who has written, or was opened here, the latest first. */
export class Inbox {
  #people = new Map();
  #seen = restored();
  #choose;
  #chosen = undefined;

  /** @param choose told of the person who is picked */
  constructor(choose) {
    this.#choose = choose;
    byId('start').addEventListener('submit', (event) => {
      event.preventDefault();
      const userId = byId('start-user').value.trim();
      if (!userId || !this.integrationId) return;
      byId('start-user').value = '';
      this.open(userId, this.integrationId);
    });
    byId('inbox').addEventListener('keydown', (event) => this.#move(event));
  }

  /** Picks a person, who need not have written yet. */
  open(userId, integrationId) {
    this.#chosen = this.#person(userId, integrationId);
    this.#mark();
    this.show();
    this.#choose(this.#chosen);
  }

  /** @param received all requests that Genesys got */
  got(received) {
    for (const person of this.#people.values()) person.said = [];
    for (const request of received) {
      const said = words(request);
      const userId = text(request.body?.channel?.from?.id);
      if (said === undefined || !userId) continue;
      const integrationId = text(text(request.path).split('/messages/')[1]?.split('/')[0]);
      this.#person(userId, integrationId).said.push({id: text(request.body.channel.messageId), words: said,
        time: text(request.time), taken: request.status >= 200 && request.status < 300});
    }
    this.#mark();
    this.show();
  }

  /** @param conversations those that Genesys holds open */
  known(conversations) {
    for (const person of this.#people.values()) person.conversationId = undefined;
    for (const one of list(conversations)) {
      this.#person(text(one.userId), text(one.integrationId)).conversationId = text(one.id);
    }
    this.show();
    const first = this.#sorted()[0];
    if (!this.#chosen && first) this.open(first.userId, first.integrationId);
  }

  show() {
    const all = this.#sorted();
    byId('inbox-count').textContent = String(all.length);
    byId('inbox-empty').hidden = all.length > 0;
    reconcile(byId('inbox'), all.map((person) => {
      const last = person.said.at(-1);
      const unread = this.#unread(person);
      const current = person === this.#chosen;
      return {key: person.key, shows: [last, unread, current, Boolean(person.conversationId)],
        make: () => this.#item(person, last, unread, current)};
    }));
  }

  #item(person, last, unread, current) {
    const button = el('button', {type: 'button', class: 'person', 'aria-current': current && 'true',
      tabindex: current || !this.#chosen ? '0' : '-1', onclick: () => this.open(person.userId, person.integrationId)},
      face(person.userId),
      el('span', {class: 'who'}, el('b', {dir: 'auto'}, person.userId), last && el('time', {}, hourOf(last.time))),
      el('span', {class: 'last', dir: 'auto'}, last ? `${last.taken ? '' : 'Not taken yet: '}${last.words || 'A file'}` : person.conversationId ? 'Open, nothing said' : 'Not spoken yet'),
      unread > 0 && el('span', {class: 'unread', 'aria-label': `${unread} new`}, String(unread)));
    return el('li', {}, button);
  }

  #move(event) {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const all = this.#sorted();
    const next = all[all.indexOf(this.#chosen) + step];
    if (!next) return;
    this.open(next.userId, next.integrationId);
    byId('inbox').querySelector('[aria-current]')?.focus();
  }

  #person(userId, integrationId) {
    const key = `${integrationId} ${userId}`;
    if (!this.#people.has(key)) this.#people.set(key, {key, userId, integrationId, said: [], opened: Date.now()});
    return this.#people.get(key);
  }

  #sorted() {
    const when = (person) => Date.parse(person.said.at(-1)?.time) || person.opened - 1e12;
    return [...this.#people.values()].sort((a, b) => when(b) - when(a));
  }

  #unread(person) {
    const seen = this.#seen[person.key] ?? '';
    return new Set(person.said.filter((one) => one.taken && one.time > seen).map((one) => one.id)).size;
  }

  #mark() {
    const last = this.#chosen?.said.at(-1)?.time;
    if (!last || document.hidden) return;
    this.#seen[this.#chosen.key] = last;
    localStorage.setItem(SEEN, JSON.stringify(this.#seen));
  }
}

function restored() {
  try {
    return JSON.parse(localStorage.getItem(SEEN) ?? '{}') ?? {};
  } catch {
    return {};
  }
}
