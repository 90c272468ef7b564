/** Makes an element. Children that are strings become text, never markup; absent ones are left out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An icon of the sprite in index.html; decoration, so that a label must stand beside it. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);

/** What should be a list, or an empty one. */
export const list = (value) => (Array.isArray(value) ? value : []);

/** What should be a text, or an empty one. */
export const text = (value) => (value === undefined || value === null ? '' : String(value));

/** The address if a browser may open it for a stranger; undefined for scripts, files and nonsense. */
export function webAddress(value) {
  if (!URL.canParse(text(value))) return undefined;
  const url = new URL(text(value));
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

/**
 * Brings the children of a parent in line with the items. An element is made anew only when what it
 * shows has changed, so that focus, selection and opened details stay.
 *
 * @param items `{key, shows, make}`; `shows` is any JSON
 */
export function reconcile(parent, items) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const shows = JSON.stringify(item.shows);
    let node = old.get(item.key);
    old.delete(item.key);
    if (!node || node.shows !== shows) {
      const fresh = item.make();
      fresh.dataset.key = item.key;
      fresh.shows = shows;
      fresh.toggleAttribute('data-renewed', node !== undefined);
      if (node === place) place = node?.nextElementSibling ?? null;
      node?.remove();
      node = fresh;
    }
    if (node === place) place = node.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  old.forEach((node) => node.remove());
}

const clock = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});
const exact = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit',
});
const moment = new Intl.DateTimeFormat(undefined, {
  weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit',
});
const day = new Intl.DateTimeFormat(undefined, {weekday: 'long', day: 'numeric', month: 'long'});

function formatted(format, value) {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? '' : format.format(date);
}

export const hourOf = (value) => formatted(clock, value);
export const secondOf = (value) => formatted(exact, value);
export const momentOf = (value) => formatted(moment, value);
export const dayOf = (value) => formatted(day, value);
