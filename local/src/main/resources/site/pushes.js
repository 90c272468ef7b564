import {byId, el, icon, reconcile, secondOf, text} from './dom.js';

const SHOWN = 12;

/** What a phone shows of a push, whichever platform's payload it is. */
export function notification({payload}) {
  const fcm = payload?.fcmV1Message?.message;
  const aps = payload?.aps;
  const alert = fcm?.notification ?? (typeof aps?.alert === 'string' ? {body: aps.alert} : aps?.alert);
  const badge = Number(aps?.badge ?? fcm?.android?.notification?.notification_count ?? fcm?.data?.badge ?? NaN);
  const plain = typeof payload === 'string' ? {body: payload} : {};
  const shown = alert ?? plain;
  return {
    title: text(shown.title),
    body: text(shown.body),
    badge: Number.isFinite(badge) ? badge : undefined,
    silent: !shown.title && !shown.body,
  };
}

/** Shows the newest pushes of all customers, as they were sent. */
export function showPushes(pushes) {
  const newest = pushes.map((push, index) => ({push, index})).slice(-SHOWN).reverse();
  reconcile(byId('pushes'), newest.map(({push, index}) => ({
    key: String(index), shows: push, make: () => item(push),
  })));
  byId('pushes-empty').hidden = pushes.length > 0;
  byId('pushes-count').textContent = String(pushes.length);
}

function item(push) {
  const {title, body, badge, silent} = notification(push);
  return el('li', {class: 'push'},
    el('span', {class: 'app'}, icon('chat')),
    el('div', {},
      el('p', {class: 'push-head'}, el('b', {dir: 'auto'}, silent ? 'Badge only, silent' : title),
        el('time', {}, secondOf(push.time))),
      !silent && el('p', {dir: 'auto'}, body),
      el('p', {class: 'tags'}, el('span', {class: 'tag'}, text(push.platform)),
        badge !== undefined && el('span', {class: 'tag'}, `badge ${badge}`),
        el('code', {}, text(push.token)))));
}
