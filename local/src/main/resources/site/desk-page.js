import {Faults} from './desk-faults.js';
import {Feed, tabs} from './desk-feed.js';
import {Inbox} from './desk-inbox.js';
import {Queues, showDevices, showLimit, showPushes, showRequests} from './desk-side.js';
import {Talk} from './desk-talk.js';
import {Tray} from './desk-tray.js';
import {Way} from './desk-way.js';
import {byId, list, text} from './dom.js';
import {call, loop} from './net.js';

const problems = new Map();
const received = new Feed('local/genesys/received');
const pushes = new Feed('local/push/sent');
const steps = new Feed('local/steps');
const way = new Way();
const faults = new Faults();
const talk = new Talk((message) => follow(message.id, message.direction === 'Inbound' ? 'customer' : 'agent'));
const tray = new Tray(talk, (id, kind) => follow(id, kind));
const inbox = new Inbox((person) => {
  if (talk.person?.key !== person.key) way.follow(undefined);
  talk.open(person);
  faults.of(person);
  talk.got(received.items);
  followLast = true;
  transcript.wake();
});
const queues = new Queues();
const showTab = tabs(document.querySelector('.side-tabs'), () => side.wake());
let followLast = true;

/** Shows the way of this message from here on, whatever else is said. */
function follow(id, kind) {
  followLast = id === talk.last?.id;
  talk.followed = id;
  way.follow({id, kind, userId: talk.person.userId, words: talk.message(id)?.text});
  if (byId('side-way').hidden) showTab('tab-way');
  talk.show();
  stepping.wake();
}

/** The newest message is followed until another one is chosen. */
function followNewest() {
  const last = talk.last;
  if (!followLast || !last || last.id === talk.followed) return;
  talk.followed = last.id;
  way.follow({id: last.id, kind: last.direction === 'Inbound' ? 'customer' : 'agent', userId: talk.person.userId, words: last.text});
  talk.show();
}

function report(part, problem) {
  problems.set(part, problem);
  const worst = [...problems.values()].find((one) => one?.status === 0) ?? [...problems.values()].find(Boolean);
  const silent = worst?.status === 0;
  byId('health').dataset.state = !worst ? 'good' : silent ? 'bad' : 'poor';
  const words = !worst ? 'Connected' : silent ? 'Not connected, trying again' : `Trouble: ${worst.words ?? 'an error on this page'}`;
  if (byId('health-words').textContent !== words) byId('health-words').textContent = words;
  byId('health').title = worst?.message ?? '';
}

/** Does something every so often, more seldom where it takes long. */
function watch(part, everyMs, act) {
  return loop(async () => {
    const began = performance.now();
    await act();
    report(part, undefined);
    return Math.max(everyMs, 8 * (performance.now() - began));
  }, (problem) => report(part, problem));
}

way.show();

const isOpen = (id) => !byId(id).hidden;

watch('config', 30_000, async () => {
  tray.config = (await call('GET', 'local/config')).json ?? {};
  inbox.integrationId = text(list(tray.config.integrationIds)[0]);
});
watch('requests', 1000, async () => {
  if (!(await received.read())) return talk.show();
  inbox.got(received.items);
  talk.got(received.items);
  return showRequests(received.items);
});
watch('conversations', 2000, async () => inbox.known((await call('GET', 'local/genesys/conversations')).json));
const transcript = watch('transcript', 1000, async () => {
  await talk.poll();
  followNewest();
});
const stepping = watch('steps', 500, async () => {
  if (await steps.read()) way.got(steps.items);
});
watch('faults', 2000, () => faults.read());
watch('queues', 2000, () => queues.read());
const side = watch('side', 1500, async () => {
  if (isOpen('side-genesys')) showLimit((await call('GET', 'local/genesys/limit')).json);
  if (isOpen('side-push')) await devices();
  if (isOpen('side-push') && await pushes.read()) showPushes(pushes.items);
});

async function devices() {
  showDevices(list((await call('GET', 'local/push/devices')).json), devices);
}
