import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {chromium} from 'playwright-core';

const STACK = process.env.TIDINGS_URL ?? 'http://127.0.0.1:8080';
const PATIENCE_MS = 30_000;
const run = Date.now().toString(36);

let browser;
let config;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'],
  });
  config = await (await fetch(`${STACK}/local/config`)).json();
  await noFaults();
});

after(async () => {
  await noFaults();
  await browser?.close();
});

/** A switch that somebody left on would go off by the next click. */
function noFaults() {
  return fetch(`${STACK}/local/genesys/faults`, {method: 'DELETE'});
}

/** The desk with this customer's conversation open; ends with the proof that nothing went wrong on the page. */
async function desk(userId, act, options = {}) {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, ...options});
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('dialog', (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    return dialog.dismiss();
  });
  try {
    await page.goto(`${STACK}/site/desk.html`);
    await page.locator('#health[data-state=good]').waitFor();
    await page.locator('#start-user').fill(userId);
    await page.locator('#start-user').press('Enter');
    await page.locator('#talk-title', {hasText: userId}).waitFor();
    await act(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** The customer's app, in the least that is needed. */
async function customer(userId) {
  const {token} = await (await fetch(`${STACK}/local/token`, {method: 'POST', body: JSON.stringify({userId})})).json();
  const send = async (method, path, body) => {
    const answer = await fetch(STACK + path, {
      method, body: JSON.stringify(body),
      headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
    });
    assert.ok(answer.ok, `${method} ${path} answered ${answer.status}`);
    return answer;
  };
  const chat = `/transcript/integration/${config.integrationIds[0]}/user/${userId}`;
  return {
    say: (text) => send('POST', chat, {text}),
    register: () => send('PUT', `/devices/user/${userId}/phone`, {platform: 'fcm', token: `token-${userId}`, locale: 'en'}),
  };
}

const bubble = (page, words) => page.locator('#talk-bubbles .bubble', {hasText: words});

test('a customer’s message shows live, with its way from the app to the receipt', () =>
  desk(`rana-${run}`, async (page) => {
    await (await customer(`rana-${run}`)).say('My parcel is late');

    await bubble(page, 'My parcel is late').waitFor();
    await page.locator('#talk-bubbles .published').waitFor();
    await page.locator('.way-total', {hasText: 'from first step to last'}).waitFor();
    const stops = await page.locator('.stop:not(.ahead) .node b').allTextContents();
    assert.deepEqual(stops.slice(0, 4), ['App', 'Projector', 'Dispatcher', 'Genesys']);
    assert.equal(await page.locator('.stop.ahead').count(), 0);
  }));

test('an answer goes from the webhook to the push', () =>
  desk(`bo-${run}`, async (page) => {
    await (await customer(`bo-${run}`)).register();
    await page.locator('#say-text').fill('Let me look');
    await page.locator('#say-text').press('Enter');

    await bubble(page, 'Let me look').waitFor();
    await page.locator('.stop.good .node b', {hasText: 'Push'}).waitFor();
    await page.locator('#tab-push').click();
    await page.locator('#devices', {hasText: `token-bo-${run}`}).waitFor();
  }));

test('hostile messages are text and nothing else', () =>
  desk(`eve-${run}`, async (page) => {
    await page.locator('#mode-hostile').click();
    const labels = await page.locator('#hostile button').allTextContents();
    for (const label of labels) await page.locator('#hostile button', {hasText: label}).first().click();

    await bubble(page, '<script>alert(2)</script>').waitFor();
    await page.locator('#talk-bubbles .kept').nth(labels.length - 2).waitFor();
    const scripts = await page.locator('#talk-bubbles script, #talk-bubbles img[src="x"], #talk-bubbles a[href^="javascript"]').count();
    assert.equal(scripts, 0);
  }));

test('rich messages draw their choices and pictures', () =>
  desk(`ida-${run}`, async (page) => {
    await page.locator('#mode-rich').click();
    for (const label of ['Quick replies', 'Carousel', 'Date picker', 'Image', 'QR code']) {
      await page.locator('#rich button', {hasText: label}).click();
    }

    await page.locator('#talk-bubbles .choice', {hasText: 'Track my order'}).waitFor();
    await page.locator('#talk-bubbles .carousel').waitFor();
    await page.locator('#talk-bubbles code', {hasText: 'SuperSpecialCoupon!'}).waitFor();
    const photo = page.locator('#talk-bubbles .photo img');
    await photo.waitFor();
    await page.waitForFunction((image) => image.complete && image.naturalWidth > 100, await photo.elementHandle());
  }));

test('a switch makes Genesys refuse one customer, and the message is parked and redriven', () =>
  desk(`per-${run}`, async (page) => {
    await page.locator('#tab-genesys').click();
    await page.locator('#fault-scope').selectOption('one');
    await page.locator('#faults button', {hasText: 'Refuses'}).click();
    await page.locator('#faults button[aria-checked=true]', {hasText: `for per-${run}`}).waitFor();
    await (await customer(`per-${run}`)).say('Are you there?');

    await page.locator('#talk-bubbles .failed').waitFor();
    await page.locator('#fault-pill').click();
    await page.locator('#fault-pill').waitFor({state: 'hidden'});
    await page.locator('#tab-queues').click();
    const parked = page.locator('.parked-one', {hasText: `per-${run}`});
    await parked.waitFor();
    await parked.locator('button').click();
    await parked.waitFor({state: 'detached'});
    await page.locator('#talk-bubbles .published').waitFor();
  }));

test('tabs and conversations work by the keyboard alone', () =>
  desk(`kim-${run}`, async (page) => {
    await page.locator('#tab-way').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('#side-genesys').isVisible(), true);
    await page.keyboard.press('End');
    assert.equal(await page.locator('#side-queues').isVisible(), true);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-queues');
  }));

for (const [colorScheme, width, height] of [['dark', 1440, 900], ['light', 1024, 768]]) {
  test(`nothing hangs over the edge at ${width} × ${height}, ${colorScheme}`, () =>
    desk(`lars-${run}`, async (page) => {
      await page.locator('#mode-receipts').click();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(over, 0);
      for (const id of ['tray', 'talk-messages', 'side-way']) {
        const wide = await page.locator(`#${id}`).evaluate((node) => node.scrollWidth - node.clientWidth);
        assert.ok(wide <= 0, `${id} is ${wide}px too wide`);
      }
    }, {colorScheme, viewport: {width, height}}));
}
