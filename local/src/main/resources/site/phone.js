import {conversation, speaker, spoken} from './bubbles.js';
import {byId, el, hourOf, icon, reconcile} from './dom.js';
import {backOff, loop} from './net.js';
import {Outbox} from './outbox.js';
import {notification} from './pushes.js';
import {Transcript} from './transcript.js';

const TYPING_EVERY_MS = 4000;
const LIVELY_MS = 30_000;
const NEAR_END_PX = 80;

/**
 * The customer's app: it polls while it is open, sends, and reads. Put away, it does nothing until
 * a push arrives, as on a real phone.
 */
export class Phone {
  #customer;
  #transcript;
  #outbox;
  #loop;
  #report;
  #changed;
  #readUpTo = 0;
  #typedAt = 0;
  #livelyUntil = 0;
  #registered = false;
  #registrations = 0;
  #registerAfter = 0;
  #away = false;
  #awaySince = '';
  #typingTimer = 0;
  #seenPushes = undefined;
  #problem = undefined;
  #ending = new AbortController();

  /**
   * @param report told of a problem, or of none, after each poll
   * @param changed told when the transcript has changed
   */
  constructor(customer, report, changed) {
    this.#customer = customer;
    this.#report = report;
    this.#changed = changed;
    this.#transcript = new Transcript(customer);
    this.#outbox = new Outbox(customer, () => {
      this.#wakeSoon();
      this.#show(true);
    });
    this.#listen();
    this.#putAway(false);
    this.#loop = loop(() => this.#poll(), (problem) => this.#failed(problem));
  }

  get messages() {
    return this.#transcript.messages;
  }

  /** Polls at a lively pace for a while: something is about to happen. */
  expect() {
    this.#livelyUntil = Date.now() + LIVELY_MS;
    if (!this.#away) this.#loop.wake();
  }

  /** A push wakes the app; put away, it shows the notification instead. */
  pushed(pushes) {
    const own = pushes.filter((push) => push.token === `local-${this.#customer.userId}`);
    if (this.#seenPushes !== undefined && own.length !== this.#seenPushes && !this.#away) this.expect();
    this.#seenPushes = own.length;
    if (this.#away) this.#showLockScreen(own);
  }

  stop() {
    this.#ending.abort();
    this.#loop.stop();
    this.#outbox.stop();
    clearTimeout(this.#typingTimer);
  }

  #listen() {
    const on = (id, event, act) => byId(id).addEventListener(event, act, {signal: this.#ending.signal});
    on('composer', 'submit', (event) => this.#submit(event));
    on('composer-text', 'input', () => this.#typing());
    on('earlier', 'click', () => this.#earlier());
    on('to-end', 'click', () => this.#scrollToEnd());
    on('messages', 'scroll', () => this.#atEnd() && (byId('to-end').hidden = true));
    on('put-away', 'click', () => this.#putAway(!this.#away));
    on('unlock', 'click', () => this.#putAway(false));
  }

  #submit(event) {
    event.preventDefault();
    const field = byId('composer-text');
    const said = field.value.trim();
    if (!said) return;
    field.value = '';
    field.dispatchEvent(new Event('resize-me'));
    this.#typedAt = 0;
    this.#outbox.add({text: said});
  }

  /** Typing is a courtesy: where it fails, nobody needs to know. */
  #typing() {
    if (!byId('composer-text').value || Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#customer.call('POST', `${this.#customer.chat}/typing`).catch(() => {});
  }

  async #poll() {
    if (this.#away) return 60_000;
    await this.#register();
    const {fresh, started, nextMs} = await this.#transcript.poll();
    if (this.#ending.signal.aborted) return 0;
    this.#problem = undefined;
    this.#report(undefined);
    this.#settle(started);
    this.#show(started);
    if (!started) this.#announce(fresh);
    await this.#read();
    return Date.now() < this.#livelyUntil ? Math.min(1000, nextMs) : nextMs;
  }

  #failed(problem) {
    this.#problem = problem;
    this.#registered = this.#registered && problem.status !== 0;
    this.#report(problem);
    this.#show(false);
  }

  /** Pushes are an extra: the chat goes on without them, and asks again later. */
  async #register() {
    if (this.#registered || Date.now() < this.#registerAfter) return;
    const body = {platform: 'fcm', token: `local-${this.#customer.userId}`,
      locale: navigator.language, appVersion: '1'};
    try {
      await this.#customer.call('PUT', `${this.#customer.device}/${deviceId()}`, {body});
      this.#registered = true;
      this.#registrations = 0;
    } catch (problem) {
      if (problem.status === 0) throw problem;
      this.#registrations += 1;
      this.#registerAfter = Date.now() + backOff(this.#registrations, problem);
    }
  }

  /** What the transcript shows leaves the outbox. */
  #settle(started) {
    const shown = new Set(this.messages.map((message) => message.key));
    const old = Date.now() - LIVELY_MS;
    for (const {id, state, channelTime} of [...this.#outbox.messages]) {
      const lost = started && state === 'accepted' && Date.parse(channelTime) < old;
      if (shown.has(`Inbound ${id}`) || lost) this.#outbox.remove(id);
    }
  }

  async #read() {
    const last = Math.max(0, ...this.messages.filter((one) => one.direction === 'Outbound').map((one) => one.seq));
    if (this.#transcript.unread === 0 || last <= this.#readUpTo) return;
    this.#readUpTo = last;
    await this.#customer.call('PUT', `${this.#customer.chat}/read`, {body: {upTo: last}})
      .catch((problem) => {
        if (problem.passing) this.#readUpTo = 0;
      });
  }

  #announce(fresh) {
    const heard = fresh.filter((message) => message.direction === 'Outbound');
    if (heard.length) byId('announcer').textContent = heard.map(spoken).join('. ');
  }

  #show(toEnd) {
    const shown = this.messages;
    const inTranscript = new Set(shown.map((message) => message.key));
    const waiting = this.#outbox.messages.filter((one) => !inTranscript.has(`Inbound ${one.id}`));
    const all = [...shown, ...waiting.map((message) => ({...message, key: `Inbound ${message.id}`}))];
    const stay = toEnd || this.#atEnd();
    const before = byId('bubbles').lastElementChild?.dataset.key;
    reconcile(byId('bubbles'), conversation(withAnswered(all), this.#acts()));
    const grown = before !== byId('bubbles').lastElementChild?.dataset.key;
    byId('messages-empty').hidden = all.length > 0;
    byId('earlier').hidden = !this.#transcript.hasEarlier;
    this.#showTyping();
    this.#showStanding();
    if (stay) this.#scrollToEnd();
    else if (grown) byId('to-end').hidden = false;
    this.#changed();
  }

  #acts() {
    return {
      reply: (_, reply) => this.#outbox.add({reply}),
      retry: (message) => this.#retry(message),
      discard: (message) => this.#outbox.remove(message.id),
    };
  }

  async #retry(message) {
    try {
      await this.#customer.call('POST', `${this.#customer.chat}/messages/${encodeURIComponent(message.id)}/retry`);
      this.expect();
    } catch (problem) {
      this.#say(`It could not be sent again: ${problem.message}`);
    }
  }

  async #earlier() {
    const pane = byId('messages');
    const fromEnd = pane.scrollHeight - pane.scrollTop;
    try {
      await this.#transcript.earlier();
      this.#show(false);
      pane.scrollTop = pane.scrollHeight - fromEnd;
    } catch (problem) {
      this.#say(`Earlier messages did not come: ${problem.message}`);
    }
  }

  #showTyping() {
    clearTimeout(this.#typingTimer);
    const left = this.#transcript.typingUntil - Date.now();
    byId('typing').classList.toggle('on', left > 0);
    byId('typing-words').textContent = left > 0 ? 'typing' : 'usually answers at once';
    if (left > 0) this.#typingTimer = setTimeout(() => this.#showTyping(), left);
  }

  #showStanding() {
    const {unread, badge, pollMs} = this.#transcript;
    byId('standing').textContent = this.#away ? 'Put away: pushes only, no polling'
      : `Unread ${unread}, badge ${badge}, polls every ${Math.round(pollMs / 100) / 10} s`;
    const waiting = this.#outbox.messages.some((message) => message.failures);
    const problem = this.#problem;
    this.#say(problem && (problem.status === 0 ? 'No connection. Trying again.'
      : `Trouble: ${problem.words ?? 'an error'}. Trying again.`)
      || (waiting ? 'Not sent yet. Trying again.' : ''));
  }

  #say(words) {
    byId('phone-status').textContent = words;
    byId('phone-status').classList.toggle('on', words !== '');
  }

  #putAway(away) {
    this.#away = away;
    this.#awaySince = new Date().toISOString();
    byId('chat').inert = away;
    byId('lock').hidden = !away;
    byId('put-away').setAttribute('aria-pressed', String(away));
    this.#showLockScreen([]);
    if (!this.#loop) return;
    this.#showStanding();
    this.#loop.wake();
  }

  #showLockScreen(own) {
    const since = own.filter((push) => push.time > this.#awaySince);
    const badge = since.map(notification).findLast((one) => one.badge !== undefined)?.badge ?? this.#transcript.badge;
    byId('badge').textContent = badge > 99 ? '99+' : String(badge);
    byId('badge').hidden = !(badge > 0);
    byId('lock-hint').hidden = since.length > 0;
    const shown = since.filter((push) => !notification(push).silent).slice(-4).reverse();
    reconcile(byId('notifications'), shown.map((push) => ({
      key: `${push.time} ${own.indexOf(push)}`, shows: push, make: () => this.#banner(push),
    })));
  }

  #banner(push) {
    const {title, body} = notification(push);
    return el('li', {}, el('button', {type: 'button', class: 'banner', onclick: () => this.#putAway(false)},
      icon('chat'), el('span', {}, el('b', {dir: 'auto'}, title), el('span', {dir: 'auto'}, body)),
      el('time', {}, hourOf(push.time))));
  }

  #wakeSoon() {
    setTimeout(() => !this.#ending.signal.aborted && this.expect(), 250);
  }

  #atEnd() {
    const pane = byId('messages');
    return pane.scrollHeight - pane.scrollTop - pane.clientHeight < NEAR_END_PX;
  }

  #scrollToEnd() {
    const pane = byId('messages');
    pane.scrollTop = pane.scrollHeight;
    byId('to-end').hidden = true;
  }
}

/** Choices can be taken once: the message to which an answer was given shows them no more. */
function withAnswered(messages) {
  const answered = new Set(messages.map((one) => one.reply?.to ?? (one.rich?.kind === 'reply' ? one.rich.to : undefined)));
  return messages.map((one) => (speaker(one) !== 'customer' && answered.has(one.id) ? {...one, answered: true} : one));
}

function deviceId() {
  const known = localStorage.getItem('tidings.device');
  if (known) return known;
  const id = `web-${Math.random().toString(36).slice(2, 12)}`;
  localStorage.setItem('tidings.device', id);
  return id;
}
