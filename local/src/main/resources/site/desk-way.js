import {byId, el, icon, reconcile, secondOf, text} from './dom.js';
import {route} from './desk-route.js';

/** A duration as people read it, with three digits at most. */
export function span(ms) {
  if (ms < 0.5) return '0 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** The picture of one message's way, drawn anew as steps come in. */
export class Way {
  #steps = [];
  #followed = undefined;

  /** @param followed `{id, kind, userId, words}`; undefined for none */
  follow(followed) {
    this.#followed = followed;
    this.show();
  }

  /** @param steps all that the stack remembers */
  got(steps) {
    this.#steps = steps;
    this.show();
  }

  show() {
    const followed = this.#followed;
    byId('way-empty').hidden = followed !== undefined;
    byId('way-head').hidden = followed === undefined;
    const mine = this.#steps.filter((step) => step.messageId === followed?.id
      && (step.userId === undefined || step.userId === followed.userId));
    const {gone, ahead, over, totalMs} = route(mine, followed?.kind ?? 'customer');
    reconcile(byId('way-head'), followed ? [{key: followed.id, shows: [followed, totalMs, gone.length, ahead.length, over],
      make: () => head(followed, gone, over ? -1 : ahead.length, totalMs)}] : []);
    reconcile(byId('way'), [
      ...gone.map((one, index) => ({key: `${index} ${one.key}`, shows: [one, totalMs], make: () => passed(one, totalMs)})),
      ...ahead.map((one, index) => ({key: `ahead ${one.key}`, shows: [one, index, gone.length > 0],
        make: () => before(one, index === 0 && gone.length > 0)})),
    ]);
  }
}

function head({id, kind, words}, gone, ahead, totalMs) {
  const began = gone[0]?.step.waitingSince ?? gone[0]?.step.began;
  const stands = gone.length === 0 ? 'The stack remembers no step of it'
    : ahead < 0 ? 'until given up, and parked'
      : ahead === 0 ? 'from first step to last' : `so far, ${ahead} ${ahead === 1 ? 'step' : 'steps'} ahead`;
  return el('div', {class: 'way-card'},
    el('p', {class: 'way-words', dir: 'auto'}, text(words) || KINDS[kind] || 'A message'),
    el('p', {class: 'way-total'}, gone.length > 0 && el('b', {}, span(totalMs)), el('span', {}, stands)),
    el('p', {class: 'way-id'}, el('code', {}, text(id)), began && el('time', {}, secondOf(began))));
}

const KINDS = {customer: 'A message of the customer', agent: 'A message of the agent', offer: 'An offer', agentless: 'A text without an agent'};

function passed(one, totalMs) {
  const {step, state, tries, within} = one;
  const took = one.tookMs === undefined ? state === 'working' ? 'at work' : `answered ${text(step.outcome)}` : `took ${span(one.tookMs)}`;
  const ended = state !== 'good' && one.tookMs !== undefined && step.outcome !== 'working' ? OUTCOMES[step.outcome] ?? `answered ${step.outcome}` : '';
  const times = Math.max(tries, Number(step.tries) || 1);
  return el('li', {class: `stop ${state}${within ? ' within' : ''}`},
    one.waitedMs !== undefined && el('p', {class: 'wait'}, `${span(one.waitedMs)} ${tries > 1 ? 'and all tries before' : ''} ${one.wait}`.replace('  ', ' ')),
    el('div', {class: 'node'},
      el('span', {class: 'mark'}, icon(state === 'good' ? 'tick' : state === 'bad' ? 'alert' : 'dots')),
      el('b', {}, one.name), el('span', {class: 'does'}, one.does),
      el('time', {title: `${text(step.began)}`}, `+${span(one.atMs)}`)),
    bar(one, totalMs),
    el('p', {class: 'took'}, took, ended && el('span', {class: 'tag bad'}, ended),
      times > 1 && el('span', {class: 'tag'}, `${times} tries`)));
}

const OUTCOMES = {again: 'comes again', failed: 'failed', 0: 'no answer'};

/** Where in the whole time this step waited, and where it worked. */
function bar(one, totalMs) {
  const place = (node, from, length) => {
    const whole = Math.max(totalMs, 0.001);
    node.style.insetInlineStart = `${Math.min(99, (100 * from) / whole)}%`;
    node.style.inlineSize = `${Math.max(0.8, Math.min(100, (100 * length) / whole))}%`;
    return node;
  };
  return el('div', {class: 'track-bar', 'aria-hidden': 'true'},
    one.waitedMs > 0 && place(el('i', {class: 'waited'}), one.waitAtMs, one.waitedMs),
    place(el('i', {class: 'worked'}), one.atMs, one.tookMs ?? 0));
}

function before(one, next) {
  return el('li', {class: `stop ahead${next ? ' next' : ''}`},
    el('div', {class: 'node'}, el('span', {class: 'mark'}), el('b', {}, one.name), el('span', {class: 'does'}, one.does)),
    one.key === 'push' && el('p', {class: 'took'}, 'only where a device is registered and the chat is not read'));
}
