import {showQueues, showRequests} from './backstage.js';
import {byId, el, icon, list, reconcile, secondOf, text} from './dom.js';
import {call} from './net.js';
import {showPushes} from './pushes.js';

export {showPushes, showRequests};

/** How much of Genesys' rate limit is used. */
export function showLimit({allowed, used, resetsAt} = {}) {
  const meter = byId('limit');
  meter.max = meter.high = Number(allowed) || 300;
  meter.low = 0.6 * meter.max;
  meter.high = 0.85 * meter.max;
  meter.optimum = 0;
  meter.value = Number(used) || 0;
  const left = Math.max(0, Math.round((Date.parse(resetsAt) - Date.now()) / 1000));
  const words = `${meter.value} of ${meter.max} a minute${resetsAt ? `, anew in ${left} s` : ''}`;
  byId('limit-words').textContent = words;
  meter.textContent = words;
}

/** The phones that are registered; the switch of each says whether its token lives. */
export function showDevices(devices, changed) {
  byId('devices-count').textContent = String(devices.length);
  byId('devices-empty').hidden = devices.length > 0;
  reconcile(byId('devices'), devices.map((device) => ({
    key: text(device.token), shows: device, make: () => item(device, changed),
  })));
}

function item({token, platform, enabled, dead}, changed) {
  const turn = async () => {
    await call('POST', `local/push/tokens/${encodeURIComponent(token)}`, {body: {enabled: dead}});
    await changed();
  };
  const stands = dead ? enabled ? 'dead, which SNS does not know yet' : 'dead, disabled by SNS' : enabled ? 'alive' : 'disabled';
  return el('li', {}, el('button', {type: 'button', role: 'switch', class: 'switch wide life', 'aria-checked': String(!dead), onclick: turn},
    el('span', {class: 'switch-words'}, el('b', {}, text(token)), el('small', {}, `${text(platform)}, ${stands}`)),
    el('span', {class: 'track', 'aria-hidden': 'true'})));
}

/** What waits in each queue, and what was given up; that is looked at only when its number changes. */
export class Queues {
  #parked = -1;

  constructor() {
    byId('parked-look').addEventListener('click', () => this.#look());
  }

  async read() {
    const queues = list((await call('GET', 'local/queues')).json);
    showQueues(queues);
    const parking = queues.find((queue) => text(queue.name).includes('parking'));
    const count = Number(parking?.visible) || 0;
    if (Number(parking?.inFlight) || count === this.#parked) return;
    this.#parked = count;
    await this.#look();
  }

  async #look() {
    try {
      this.#show(list((await call('GET', 'local/queues/parked')).json));
      byId('parked-problem').textContent = '';
    } catch (problem) {
      byId('parked-problem').textContent = `Parking cannot be looked at: ${problem.message}`;
    }
  }

  #show(parked) {
    byId('parked-count').textContent = String(parked.length);
    byId('parked-badge').textContent = String(parked.length);
    byId('parked-badge').hidden = parked.length === 0;
    byId('parked-empty').hidden = parked.length > 0;
    reconcile(byId('parked'), parked.map((one) => ({key: text(one.id), shows: one, make: () => this.#row(one)})));
  }

  #row(one) {
    const again = async (event) => {
      event.target.disabled = true;
      try {
        await redrive(one);
        await this.#look();
        this.#parked = -1;
      } catch (problem) {
        byId('parked-problem').textContent = `It was not sent again: ${problem.message}`;
        event.target.disabled = false;
      }
    };
    return el('li', {class: 'parked-one'},
      el('p', {class: 'row-head'}, el('span', {class: 'tag bad'}, text(one.code)), el('time', {}, secondOf(one.at))),
      el('p', {dir: 'auto'}, text(one.reason)),
      el('p', {class: 'tags'}, one.kind && el('span', {class: 'tag'}, text(one.kind)),
        one.userId && el('span', {class: 'tag', dir: 'auto'}, text(one.userId)), one.messageId && el('code', {}, text(one.messageId))),
      el('button', {type: 'button', class: 'quiet', onclick: again}, icon('again'), 'Redrive'));
  }
}

/** Does what the operator's command would do; what it has against it is thrown. */
async function redrive({id}) {
  const {json} = await call('POST', 'local/queues/parked/redrive', {body: {id}});
  if (!json?.done) throw new Error(text(json?.said) || 'the command failed');
}
