import {text} from './dom.js';

/** The stops of each kind of message, in the order in which it comes by them. */
const ROUTES = {
  customer: [
    stop('AppFunction', 'App', 'takes it from the phone'),
    stop('ProjectorFunction post', 'Projector', 'writes it to the transcript'),
    stop('DispatcherFunction forward', 'Dispatcher', 'posts it to Genesys'),
    stop('genesys message', 'Genesys', 'is asked to take it'),
    stop('ProjectorFunction report', 'Projector', 'notes what Genesys answered'),
    stop('WebhookFunction', 'Webhook', 'takes Genesys’ receipt'),
    stop('ProjectorFunction webhook', 'Projector', 'notes the receipt'),
  ],
  agent: [
    stop('WebhookFunction', 'Webhook', 'takes it from Genesys'),
    stop('ProjectorFunction webhook', 'Projector', 'writes it to the transcript'),
    stop('NotifierFunction', 'Notifier', 'looks for the customer’s devices'),
    stop('push', 'Push', 'wakes a device'),
  ],
  offer: [
    stop('AppFunction', 'API', 'takes the offer'),
    stop('ProjectorFunction offer', 'Projector', 'writes it to the offers'),
    stop('NotifierFunction', 'Notifier', 'looks for the customer’s devices'),
    stop('push', 'Push', 'wakes a device'),
  ],
  agentless: [
    stop('AppFunction', 'API', 'takes the text'),
    stop('ProjectorFunction agentless', 'Projector', 'hands it on'),
    stop('DispatcherFunction agentless', 'Dispatcher', 'sends it by Genesys'),
  ],
};

/** Stops that some messages come by beside. */
const BESIDE = [
  stop('TranscriptFunction', 'API', 'is asked to send it again'),
  stop('ProjectorFunction resend', 'Projector', 'opens the next attempt'),
  stop('DispatcherFunction fetch', 'Dispatcher', 'copies the file into our bucket'),
  stop('ProjectorFunction copied', 'Projector', 'notes what became of the file'),
  stop('DispatcherFunction receipt', 'Dispatcher', 'tells Genesys that the app has it'),
  stop('genesys receipt', 'Genesys', 'is told'),
  stop('PushRetryFunction', 'Push retry', 'tries a device again'),
  stop('DispatchDeadLetterFunction', 'Dead letters', 'parks what crashed'),
];

const WAITS = {
  ProjectorFunction: 'in the transcript queue', DispatcherFunction: 'in the dispatch queue',
  NotifierFunction: 'in the table’s stream', PushRetryFunction: 'in the retry queue',
  DispatchDeadLetterFunction: 'in the dead-letter queue',
};

function stop(key, name, does) {
  return {key, name, does};
}

const fits = ({key}, step) => {
  const [place, what] = key.split(' ');
  const its = text(step.what) === 'response' ? 'message' : text(step.what).split(':')[0];
  return place === step.place && (what === undefined || what === its);
};

/** The instant in milliseconds, with the microseconds behind the point. */
export function instant(value) {
  const fraction = /\.(\d{3})(\d+)Z$/.exec(text(value));
  return Date.parse(value) + (fraction ? Number(`0.${fraction[2]}`) : 0);
}

/**
 * The way of one message so far, and what is still before it.
 *
 * @param steps all that are known of it, in any order
 * @param kind customer, agent, offer or agentless
 * @returns `gone`, the stops it came by `{name, does, step, tries, waitedMs?, wait, atMs, tookMs?, state}`,
 *     `ahead`, those to come, and `over`, true where it was given up
 */
export function route(steps, kind) {
  const latest = new Map();
  for (const step of steps) latest.set(step.id, step);
  const order = [...latest.values()].sort((a, b) => instant(a.began) - instant(b.began));
  const start = Math.min(...order.map((step) => instant(step.waitingSince ?? step.began)));
  const expected = ROUTES[kind] ?? [];
  const gone = [];
  for (const step of order) {
    const known = [...expected, ...BESIDE].find((one) => fits(one, step))
      ?? stop('', text(step.place).replace('Function', ''), text(step.what));
    const before = gone.at(-1);
    const repeated = sinceResend(gone).find((one) => one.key && one.key === known.key && !isGood(one.step));
    if (repeated) Object.assign(repeated, timed(known, step, start, repeated.tries + 1));
    else gone.push({...timed(known, step, start, 1), within: isWithin(before?.step, step)});
  }
  const passed = new Set(sinceResend(gone).map((one) => one.key));
  const over = gone.at(-1)?.step.what === 'report:notSent';
  const ahead = over ? [] : expected.filter((one, index) => !passed.has(one.key)
    && !(index < 2 && gone.some((before) => before.key === one.key)));
  const ends = gone.map((one) => one.atMs + (one.tookMs ?? 0));
  return {gone, ahead, over, totalMs: Math.max(0, ...ends)};
}

/** The stops of the attempt that is under way: sending again begins a new one. */
const sinceResend = (gone) => gone.slice(gone.findLastIndex((one) => one.key === 'ProjectorFunction resend') + 1);

function timed(known, step, start, tries) {
  const began = instant(step.began);
  const from = step.waitingSince === undefined ? undefined : Math.min(began, instant(step.waitingSince));
  return {
    ...known, step, tries,
    wait: WAITS[step.place] ?? '',
    waitedMs: from === undefined ? undefined : began - from,
    waitAtMs: from === undefined ? undefined : from - start,
    atMs: began - start,
    tookMs: step.ended === undefined ? undefined : instant(step.ended) - began,
    state: isGood(step) ? 'good' : step.outcome === 'working' ? 'working' : 'bad',
  };
}

const isGood = (step) => step.outcome === 'done' || /^2\d\d$/.test(text(step.outcome));

/** Whether this step happened while the one before was at work: Genesys is asked by the dispatcher. */
function isWithin(before, step) {
  return before !== undefined && step.ended === undefined && (before.ended === undefined
    || instant(step.began) < instant(before.ended));
}
