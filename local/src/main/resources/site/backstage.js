import {byId, el, icon, list, reconcile, secondOf, text} from './dom.js';

const SHOWN = 14;

/** Shows how much waits in each queue; what lies where nothing should lie is marked. */
export function showQueues(queues) {
  reconcile(byId('queues'), list(queues).map((queue) => ({
    key: text(queue.name), shows: queue, make: () => row(queue),
  })));
}

function row({name, visible, inFlight, delayed}) {
  const plain = text(name).replace(/^tidings-/, '').replace(/\.fifo$/, '').replaceAll('-', ' ');
  const aside = /dead-letter|parking|failures/.test(text(name));
  const waiting = [visible, inFlight, delayed].map((count) => Number(count) || 0);
  const alarming = aside && waiting.some((count) => count > 0);
  return el('tr', {class: alarming ? 'alarming' : aside ? 'aside' : ''},
    el('th', {scope: 'row', title: alarming ? `${text(name)} needs a look: nothing should lie here` : text(name)}, alarming && icon('alert'), plain,
      alarming && el('span', {class: 'visually-hidden'}, ', needs a look')),
    ...waiting.map((count) => el('td', {class: count ? 'some' : ''}, String(count))));
}

/** Shows the last requests that the Genesys simulator got, with their bodies behind a click. */
export function showRequests(received) {
  const newest = received.map((request, index) => ({request, index})).slice(-SHOWN).reverse();
  reconcile(byId('requests'), newest.map(({request, index}) => ({
    key: String(index), shows: request, make: () => entry(request),
  })));
  byId('requests-empty').hidden = received.length > 0;
  byId('requests-count').textContent = String(received.length);
}

function entry({time, method, path, status, body}) {
  const good = status >= 200 && status < 300;
  const place = text(path).replace(/^\/api\/v2\/conversations\/messages\/[^/]+(\/inbound\/open)?/, '…');
  const shown = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return el('li', {}, el('details', {},
    el('summary', {},
      el('span', {class: `tag ${good ? 'good' : 'bad'}`}, status === 0 ? 'none' : text(status)),
      el('span', {class: 'path', title: text(path)}, `${text(method)} ${place}`),
      el('time', {}, secondOf(time))),
    el('pre', {tabindex: '0', dir: 'auto'}, shown === 'null' ? 'No body' : text(shown))));
}
