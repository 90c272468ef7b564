import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { launch, phone } from './phone.mjs';
import { eventually, startStack } from './stack.mjs';

let stack, browser, p;
let count = 0;
const users = () => `chat-${Date.now().toString(36)}-${++count}`;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});
after(async () => {
  await browser?.close();
  await stack?.stop();
});
afterEach(async () => {
  await stack.clearFaults();
  assert.deepEqual(p.faults, [], 'the page logged no error');
  assert.deepEqual(p.strangers, [], 'no request left for somewhere else');
  await p.close();
});

test('a talk: sent at once, delivered, answered, read', async () => {
  const user = users();
  p = await phone(browser, stack, user);
  await p.open();
  await p.page.getByRole('heading', { name: 'How can we help?' }).waitFor();
  await p.send('My lamp does not dim');
  assert.equal(await p.page.locator('textarea').inputValue(), '', 'the input is empty');
  assert.equal(await p.page.evaluate(() => document.activeElement.tagName), 'TEXTAREA', 'and keeps the focus');
  await p.bubble('My lamp does not dim').getByText('Delivered').waitFor({ state: 'attached' });
  await stack.typing(user);
  await p.page.getByRole('status').filter({ hasText: 'Agent is typing' }).waitFor({ state: 'attached' });
  await stack.say(user, 'Keep a finger on the base');
  await p.bubble('Keep a finger on the base').waitFor();
  await eventually(async () => (await stack.asCustomer(user, 'GET', '')).unread === 0, 'the read mark');
});

test('killed while sending: text and draft are there again, and nothing goes twice or out of order', async () => {
  const user = users();
  p = await phone(browser, stack, user);
  await p.open();
  // The server takes it, but the app never hears of it.
  await p.page.route('**/transcript/**', async (route) => {
    if (route.request().method() !== 'POST' || route.request().url().endsWith('/typing')) return route.fallback();
    await route.fetch();
    await new Promise(() => {});
  });
  await p.send('first');
  await p.send('second');
  await p.write('half a sent');
  await p.bubble('second').waitFor();
  await eventually(() => p.page.evaluate(() => Object.entries(localStorage).some(([key, value]) => key.includes('unsent') && value.includes('half'))), 'the draft is kept');
  await eventually(async () => (await stack.received(user)).length === 1, 'the first is taken');
  await p.kill();
  await p.open();
  await p.bubble('second').getByText('Delivered').waitFor({ state: 'attached' });
  assert.equal(await p.page.locator('textarea').inputValue(), 'half a sent');
  assert.deepEqual((await stack.received(user)).map(({ text }) => text), ['first', 'second']);
  assert.equal(await p.page.locator('li[app-message]').count(), 2);
});

test('offline, then online: the banner comes and goes, what was written goes out by itself', async () => {
  const user = users();
  p = await phone(browser, stack, user);
  await p.open();
  await p.send('before');
  await p.bubble('before').getByText('Delivered').waitFor({ state: 'attached' });
  await p.context.setOffline(true);
  await p.send('one');
  await p.send('two');
  await p.page.getByText('No connection.').waitFor();
  await p.bubble('two').getByText('Waiting to be sent').waitFor({ state: 'attached' });
  await p.shot('offline');
  await p.context.setOffline(false);
  await p.bubble('two').getByText('Delivered').waitFor({ state: 'attached' });
  await p.page.getByText('No connection.').waitFor({ state: 'detached' });
  assert.deepEqual((await stack.received(user)).map(({ text }) => text), ['before', 'one', 'two']);
});
