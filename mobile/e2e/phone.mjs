// A phone with the app on it, in headless Chromium.
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const SHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));
const BROWSERS = [process.env.CHROME_BIN, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export function launch() {
  const executablePath = BROWSERS.find((path) => path && existsSync(path));
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A phone of this customer; what it keeps is its own. */
export async function phone(browser, stack, userId, options = {}) {
  const { language = 'en-GB', scheme = 'light', motion = 'reduce', before, context: more = {} } = options;
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: language, timezoneId: 'Europe/Stockholm',
    colorScheme: scheme, reducedMotion: motion, permissions: ['geolocation', 'clipboard-read', 'clipboard-write'],
    geolocation: { latitude: 59.3326, longitude: 18.0649, accuracy: 12 },
    ...more,
  });
  await context.addInitScript((user) => {
    localStorage['CapacitorStorage.user'] ??= JSON.stringify(user);
  }, userId);
  if (before) await context.addInitScript(before);
  return new Phone(context, stack, options);
}

export class Phone {
  constructor(context, stack, { look = 'md' }) {
    Object.assign(this, { context, stack, look, faults: [], strangers: [] });
  }

  /** Opens the app on a tab, as if it was started. */
  async open(tab = 'connect', query = '') {
    this.page = await this.context.newPage();
    this.page.on('pageerror', (error) => this.faults.push(String(error)));
    this.page.on('console', (message) => {
      // The browser itself reports requests that fail; tests of failures make them fail.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) this.faults.push(message.text());
    });
    this.page.on('request', (request) => this.note(request.url()));
    await this.page.goto(`${this.stack.url}/app/${tab}?ionic:mode=${this.look}${query}`);
    await this.page.locator('ion-tab-bar').waitFor();
    return this.page;
  }

  note(url) {
    const isOwn = /^(data|blob):/.test(url) || url.startsWith(this.stack.url) || url.includes('/tidings-mediabucket/');
    if (!isOwn) this.strangers.push(url);
  }

  /** Ends the app without a word to it, as the phone does. */
  async kill() {
    await this.page.close({ runBeforeUnload: false });
  }

  async write(text) {
    await this.page.locator('textarea').fill(text);
  }

  async send(text) {
    await this.write(text);
    await this.page.getByRole('button', { name: /^(Send|Skicka|Enviar|إرسال)$/ }).click();
  }

  bubble(text) {
    return this.page.locator('li[app-message]').filter({ hasText: text }).first();
  }

  async shot(name) {
    mkdirSync(SHOTS, { recursive: true });
    await this.page.waitForTimeout(450);
    await this.page.screenshot({ path: `${SHOTS}${name}.png` });
  }

  async close() {
    await this.context.close();
  }
}
