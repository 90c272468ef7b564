import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from './fixture.mjs';
import { pushBridge } from './push-bridge.mjs';
import { eventually } from './stack.mjs';

const here = fixture('people');

test('two phones of one customer show the same, and what is read on one is read on the other', async () => {
  const user = here.user();
  const [one, other] = [await here.phone(user), await here.phone(user)];
  await one.open();
  await other.open('shop');
  await one.send('from the first phone');
  await here.stack.say(user, 'an answer');
  await one.bubble('an answer').waitFor();
  await eventually(async () => (await here.stack.asCustomer(user, 'GET', '')).unread === 0, 'the read mark');
  await other.page.getByRole('tab', { name: /Connect/ }).click();
  await other.bubble('from the first phone').waitFor();
  await other.bubble('an answer').waitFor();
  await other.page.locator('ion-badge').waitFor({ state: 'detached' });
  assert.equal(await other.page.locator('li.unread').count(), 0, 'nothing is new there');
});

test('another customer on the same phone finds nothing of the first one, who finds everything again', async () => {
  const [first, second] = [here.user(), here.user()];
  const p = await here.phone(first);
  await p.open();
  await p.send('my secret');
  await p.bubble('my secret').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  await p.context.setOffline(true);
  await p.send('not sent yet');
  await p.write('half a secret');
  await p.page.getByRole('tab', { name: 'Shop' }).click();
  await p.page.getByRole('button', { name: 'Your account' }).click();
  await p.page.getByLabel('User name').fill(second);
  await eventually(() => p.page.evaluate(() => Object.entries(localStorage).some(([key, value]) => key.includes('unsent') && value.includes('half'))), 'the draft is kept');
  await p.context.setOffline(false);
  await p.page.getByRole('button', { name: 'Sign in' }).click();
  await p.page.getByText(`Hello, ${second}`, { exact: false }).or(p.page.getByText(second, { exact: false })).first().waitFor({ timeout: 20_000 });
  await p.page.getByRole('tab', { name: 'Connect' }).click();
  await p.page.getByRole('heading', { name: 'How can we help?' }).waitFor();
  assert.equal(await p.page.locator('textarea').inputValue(), '');
  assert.ok(!(await p.page.content()).includes('secret'));

  await p.page.getByRole('tab', { name: 'Shop' }).click();
  await p.page.getByRole('button', { name: 'Your account' }).click();
  await p.page.getByLabel('User name').fill(first);
  await p.page.getByRole('button', { name: 'Sign in' }).click();
  await p.page.waitForURL(/shop|app\/$/);
  await p.page.getByRole('tab', { name: 'Connect' }).click();
  await p.bubble('not sent yet').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  assert.equal(await p.page.locator('textarea').inputValue(), 'half a secret');
});

test('notifications: asked for in context, the token is told, a tap leads to the message', async () => {
  const user = here.user();
  for (let i = 0; i < 80; i++) await here.stack.webhook(user, { type: 'Text', text: `line ${i}` }, `${user}-${i}`);
  const p = await here.phone(user, { before: pushBridge });
  await p.open();
  assert.equal(await p.page.getByText('Know when there is an answer').count(), 0, 'not at the first start');
  await p.send('hello');
  const registered = p.page.waitForResponse((answer) => answer.url().includes('/devices/user/') && answer.request().method() === 'PUT');
  await p.page.getByRole('button', { name: 'Turn on' }).click();
  assert.equal((await registered).status(), 204);
  await p.page.getByRole('tab', { name: 'Shop' }).click();
  await here.stack.say(user, 'this is pushed');
  const sent = await eventually(async () => (await here.stack.call('GET', '/local/push/sent')).find(({ token }) => token === `token-${user}`), 'a push');
  const payload = typeof sent.payload === 'string' ? JSON.parse(sent.payload) : sent.payload;
  const { data } = payload.fcmV1Message?.message ?? payload;
  await p.page.evaluate((tapped) => window.pushBridge.tap(tapped), data ?? payload);
  await p.bubble('this is pushed').waitFor();
  await p.page.waitForURL(/connect/);
  await eventually(() => p.page.evaluate(() => window.pushBridge.cleared > 0), 'what was notified is cleared');

  await p.page.getByRole('tab', { name: 'Shop' }).click();
  await p.page.evaluate((messageId) => window.pushBridge.tap({ kind: 'message', messageId }), `${user}-3`);
  await p.bubble(/^(?=.*line 3)(?!.*line 3\d)/s).waitFor();
  await eventually(async () => {
    const box = await p.page.locator(`[data-key$="${user}-3"]`).boundingBox();
    return box && box.y > 40 && box.y < 400;
  }, 'the message is in sight');
});

test('a tap on the notification of an offer leads to the offers', async () => {
  const p = await here.phone(here.user(), { before: pushBridge });
  await p.open('shop');
  await eventually(() => p.page.evaluate(() => { try { window.pushBridge.tap({ kind: 'offer' }); return true; } catch { return false; } }), 'the app listens');
  await p.page.waitForURL(/offers/);
  await p.page.getByRole('heading', { name: 'Nothing here just now' }).waitFor();
});
