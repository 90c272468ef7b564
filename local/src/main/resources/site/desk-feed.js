import {list} from './dom.js';
import {call, Problem} from './net.js';

const MOST = 5000;

/** What the stack has of something that only grows; each read asks for what is new alone. */
export class Feed {
  #path;
  #cursor = '';

  constructor(path) {
    this.#path = path;
    this.items = [];
  }

  /** @returns whether anything has changed */
  async read() {
    const {json} = await call('GET', `${this.#path}?after=${encodeURIComponent(this.#cursor)}`);
    if (!Array.isArray(json?.items)) throw new Problem(200, `${this.#path} answered no page`);
    const fresh = list(json.items).filter((one) => typeof one === 'object' && one !== null);
    const changed = fresh.length > 0 || (json.reset && this.items.length > 0);
    if (json.reset) this.items = [];
    this.#cursor = String(json.cursor ?? '');
    this.items = [...this.items, ...fresh].slice(-MOST);
    return changed;
  }
}

/** A group of tabs: arrows move between them, and only the chosen one's pane is there. */
export function tabs(group, chosen = () => {}) {
  const all = [...group.querySelectorAll('[role=tab]')];
  const choose = (tab) => {
    for (const one of all) {
      const on = one === tab;
      one.setAttribute('aria-selected', String(on));
      one.tabIndex = on ? 0 : -1;
      document.getElementById(one.getAttribute('aria-controls')).hidden = !on;
    }
    chosen(tab.id);
  };
  group.addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]');
    if (tab) choose(tab);
  });
  group.addEventListener('keydown', (event) => {
    const at = all.indexOf(document.activeElement);
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1}[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = all[(to + all.length) % all.length];
    choose(tab);
    tab.focus();
  });
  return (id) => choose(document.getElementById(id));
}
