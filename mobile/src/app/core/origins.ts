import type { Settings } from './settings';

/** Whether the content policy lets the app load a picture from there: from itself and the media origins only. */
export function mayLoad(address: string, { mediaOrigins }: Pick<Settings, 'mediaOrigins'>): boolean {
  try {
    const { origin, protocol } = new URL(address, document.baseURI);
    return /^https?:$/.test(protocol) && (origin === location.origin || mediaOrigins.includes(origin));
  } catch {
    return false;
  }
}

/** Whether it may be opened by a tap: nothing but a page of the web. */
export function isWebAddress(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch {
    return false;
  }
}
