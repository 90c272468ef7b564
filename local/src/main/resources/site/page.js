import {showQueues, showRequests} from './backstage.js';
import {Desk, Faults} from './desk.js';
import {byId, el, hourOf, list} from './dom.js';
import {call, Customer, loop, Problem} from './net.js';
import {Phone} from './phone.js';
import {showPushes} from './pushes.js';

const EVERY_MS = 1000;
const LONGEST_NAME = 64;

const problems = new Map();
let config = undefined;
let media = undefined;
let customer = undefined;
let phone = undefined;
let desk = undefined;
let received = [];
const faults = new Faults();

/** The dot in the header: what is wrong anywhere on the page, or that nothing is. */
function report(part, problem) {
  const wasAway = away();
  problems.set(part, problem);
  const worst = [...problems.values()].find((one) => one?.status === 0) ?? [...problems.values()].find(Boolean);
  const silent = worst?.status === 0;
  byId('health').dataset.state = !worst ? 'good' : silent ? 'bad' : 'poor';
  const words = !worst ? 'Connected' : silent ? 'Not connected, trying again'
    : `Trouble: ${worst.words ?? 'an error on this page'}`;
  if (byId('health-words').textContent !== words) byId('health-words').textContent = words;
  byId('health').title = worst?.message ?? '';
  if (wasAway && !away()) faults.restore();
}

function away() {
  return [...problems.values()].some((one) => one?.status === 0);
}

/** Reads something every second, more seldom where reading takes long. */
function watch(part, path, show) {
  const note = byId(`${part}-problem`);
  return loop(
    async () => {
      const began = performance.now();
      const {json} = await call('GET', path);
      if (!Array.isArray(json)) throw new Problem(200, `${path} answered no list`);
      show(json.filter((one) => typeof one === 'object' && one !== null));
      if (note) note.textContent = '';
      report(part, undefined);
      return Math.max(EVERY_MS, 10 * (performance.now() - began));
    },
    (problem) => {
      if (note) note.textContent = `${problem.words ?? 'error'}, trying again`;
      report(part, problem);
    });
}

function start() {
  const userId = byId('user').value.trim().slice(0, LONGEST_NAME) || 'rana';
  const integrationId = byId('integration').value;
  byId('user').value = userId;
  if (customer?.userId === userId && customer.integrationId === integrationId) return;
  localStorage.setItem('tidings.user', userId);
  phone?.stop();
  desk?.stop();
  problems.delete('phone');
  for (const id of ['bubbles', 'desk-bubbles', 'notifications']) byId(id).replaceChildren();
  customer = new Customer(userId, integrationId);
  phone = new Phone(customer, (problem) => report('phone', problem), () => desk?.show());
  desk = new Desk(customer, phone);
  desk.media = media;
  desk.got(received);
}

function configure(found) {
  const ids = list(found?.integrationIds).map(String);
  if (ids.length === 0) throw new Problem(200, 'local/config names no integration');
  const changed = JSON.stringify(config) !== JSON.stringify(ids);
  config = ids;
  media = found.genesysUrl;
  if (!changed) return;
  byId('integration').replaceChildren(...ids.map((id) => el('option', {value: id}, id)));
  byId('integration-field').hidden = ids.length < 2;
  start();
}

/** Enter sends, Shift+Enter makes a line; the field grows with what is written. */
function composer(field) {
  const fit = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight + 2, 132)}px`;
  };
  field.addEventListener('input', fit);
  field.addEventListener('resize-me', fit);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
}

byId('user').value = localStorage.getItem('tidings.user') ?? 'rana';
byId('identity').addEventListener('submit', (event) => {
  event.preventDefault();
  if (config) start();
});
byId('user').addEventListener('change', () => config && start());
byId('integration').addEventListener('change', start);
[byId('composer-text'), byId('say-text')].forEach(composer);

loop(
  async () => {
    configure((await call('GET', 'local/config')).json);
    report('config', undefined);
    return 30_000;
  },
  (problem) => report('config', problem));
watch('requests', 'local/genesys/received', (all) => {
  received = all;
  showRequests(all);
  desk?.got(all);
});
watch('pushes', 'local/push/sent', (all) => {
  showPushes(all);
  phone?.pushed(all);
});
watch('queues', 'local/queues', showQueues);
loop(
  () => {
    document.querySelectorAll('.clock').forEach((node) => {
      node.textContent = hourOf(Date.now());
    });
    return 10_000;
  },
  () => {});
