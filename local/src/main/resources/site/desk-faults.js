import {byId, el, list, reconcile, text} from './dom.js';
import {call} from './net.js';

const ANY = '/inbound/open/';
const MESSAGE = '/inbound/open/message';

/** The ways in which the simulated Genesys can misbehave: a name, what it means, and its faults. */
const KINDS = [
  ['Out of service', 'answers 503', [{path: ANY, status: 503}]],
  ['Rate limited', 'answers 429', [{path: ANY, status: 429, retryAfter: 5}]],
  ['Login refused', 'answers 401', [{path: ANY, status: 401}, {path: '/oauth/token', status: 401}]],
  ['Refuses', 'answers 400', [{path: MESSAGE, status: 400}]],
  ['Slow', '3 s late', [{path: ANY, delayMs: 3000}]],
  ['Hangs', 'never answers', [{path: MESSAGE, hang: true}]],
  ['Cuts the line', 'takes nothing', [{path: MESSAGE, status: 0}]],
  ['Cuts it later', 'has taken it', [{path: MESSAGE, status: 0, accept: true}]],
  ['Says 500', 'has taken it', [{path: MESSAGE, status: 500, accept: true}]],
  ['Broken answer', 'ends halfway', [{path: MESSAGE, body: 'cut'}]],
  ['Garbage answer', 'is no JSON', [{path: MESSAGE, body: 'garbage'}]],
  ['Fails later', 'by receipt', [{path: MESSAGE, failedReceipt: true}]],
];

const signature = ({userId, count, ...rest}) => JSON.stringify(Object.entries(rest).sort());
const named = new Map(KINDS.flatMap(([name, , faults]) => faults.map((one) => [signature(one), name])));

/** The switches of Genesys' misbehaviour, as the simulator itself tells them. */
export class Faults {
  #active = [];
  #person = undefined;

  constructor() {
    byId('faults-off').addEventListener('click', () => this.#put([]));
    byId('fault-pill').addEventListener('click', () => this.#put([]));
    document.querySelectorAll('input[name=receipts]').forEach((radio) =>
      radio.addEventListener('change', () => this.#receipts(radio.value === 'failed')));
    this.#show();
  }

  of(person) {
    this.#person = person;
    this.#show();
  }

  async read() {
    this.#active = list((await call('GET', 'local/genesys/faults')).json);
    this.#show();
  }

  #isOn(name) {
    return this.#active.filter((one) => named.get(signature(one)) === name);
  }

  #turn(name, faults) {
    const others = this.#active.filter((one) => named.get(signature(one)) !== name);
    if (this.#isOn(name).length > 0) return this.#put(others);
    const userId = byId('fault-scope').value && this.#person?.userId;
    const count = Number(byId('fault-count').value);
    return this.#put([...others, ...faults.map((one) =>
      ({...one, count, ...(userId && !one.path.includes('token') && {userId})}))]);
  }

  /** The receipts of one customer fail, or do not, whatever else is switched. */
  #receipts(failed) {
    const others = this.#active.filter((one) => !this.#isReceipts(one));
    const mine = {path: MESSAGE, userId: this.#person?.userId, failedReceipt: true, count: 100_000};
    return this.#put(failed ? [...others, mine] : others);
  }

  #isReceipts(one) {
    return one.failedReceipt && one.userId === this.#person?.userId && one.userId !== undefined;
  }

  async #put(faults) {
    try {
      await call('PUT', 'local/genesys/faults', {body: faults});
      byId('faults-problem').textContent = '';
      await this.read();
    } catch (problem) {
      byId('faults-problem').textContent = `Genesys does not listen: ${problem.message}`;
    }
  }

  #show() {
    reconcile(byId('faults'), KINDS.map(([name, means, faults]) => ({
      key: name, shows: this.#isOn(name), make: () => this.#item(name, means, faults),
    })));
    const others = this.#active.filter((one) => !named.has(signature(one)));
    reconcile(byId('other-faults'), others.map((one, index) => ({key: String(index), shows: one,
      make: () => el('p', {class: 'nothing'}, 'Set from elsewhere: ', el('code', {}, JSON.stringify(one)))})));
    const names = new Set(this.#active.map((one) => named.get(signature(one)) ?? 'Set from elsewhere'));
    byId('faults-off').hidden = names.size === 0;
    byId('faults-badge').hidden = names.size === 0;
    byId('faults-badge').textContent = names.size ? String(names.size) : '';
    byId('fault-pill').hidden = names.size === 0;
    byId('fault-pill').textContent = `Genesys: ${[...names].join(', ').toLowerCase()}. End it`;
    const failing = this.#active.some((one) => this.#isReceipts(one));
    document.querySelector(`input[name=receipts][value=${failing ? 'failed' : 'published'}]`).checked = true;
  }

  #item(name, means, faults) {
    const on = this.#isOn(name);
    const left = on[0] && `${on[0].count > 1000 ? 'until off' : `${on[0].count} left`}${on[0].userId ? `, for ${text(on[0].userId)}` : ''}`;
    return el('li', {}, el('button', {type: 'button', role: 'switch', class: 'switch wide', 'aria-checked': String(on.length > 0),
      onclick: () => this.#turn(name, faults)},
    el('span', {class: 'switch-words'}, el('b', {}, name), el('small', {}, left || means)),
    el('span', {class: 'track', 'aria-hidden': 'true'})));
  }
}
