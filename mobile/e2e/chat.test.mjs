import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from './fixture.mjs';
import { eventually } from './stack.mjs';

const here = fixture('chat');

test('a talk: sent at once, delivered, answered, read', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await p.page.getByRole('heading', { name: 'How can we help?' }).waitFor();
  await p.send('My lamp does not dim');
  await eventually(async () => (await p.page.locator('textarea').inputValue()) === '', 'the input is empty');
  assert.equal(await p.page.evaluate(() => document.activeElement.tagName), 'TEXTAREA', 'and keeps the focus');
  await p.bubble('My lamp does not dim').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  await here.stack.typing(user);
  await p.page.getByRole('status').filter({ hasText: 'Agent is typing' }).waitFor({ state: 'attached' });
  await here.stack.say(user, 'Keep a finger on the base');
  await p.bubble('Keep a finger on the base').waitFor();
  await p.page.getByRole('status').filter({ hasText: 'Agent is typing' }).waitFor({ state: 'detached' });
  await eventually(async () => (await here.stack.asCustomer(user, 'GET', '')).unread === 0, 'the read mark');
});

test('killed while sending: text and draft are there again, and nothing goes twice or out of order', async () => {
  const user = here.user();
  const p = await here.phone(user);
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
  await eventually(async () => (await here.stack.received(user)).length === 1, 'the first is taken');
  await p.kill();
  await p.open();
  await p.bubble('second').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  assert.equal(await p.page.locator('textarea').inputValue(), 'half a sent');
  assert.deepEqual((await here.stack.received(user)).map(({ text }) => text), ['first', 'second']);
  assert.equal(await p.page.locator('li[app-message]').count(), 2);
});

test('offline, then online: the banner comes and goes, what was written goes out by itself', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await p.send('before');
  await p.bubble('before').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  await p.context.setOffline(true);
  await p.send('one');
  await p.send('two');
  await p.page.getByText('No connection.').waitFor();
  await p.bubble('two').getByText('Waiting to be sent').waitFor({ state: 'attached' });
  await p.context.setOffline(false);
  await p.bubble('two').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  await p.page.getByText('No connection.').waitFor({ state: 'detached' });
  assert.deepEqual((await here.stack.received(user)).map(({ text }) => text), ['before', 'one', 'two']);
});

test('Genesys down: it is kept and waits as sent; refused: it fails in words, and goes again or away when told to', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await here.stack.fault({ userId: user, status: 503 });
  await p.send('while Genesys is down');
  await p.bubble('while Genesys is down').getByText('Sent', { exact: true }).waitFor({ state: 'attached' });
  await here.stack.clearFaults();
  await p.bubble('while Genesys is down').getByText('Delivered', { exact: true }).waitFor({ state: 'attached', timeout: 60_000 });

  await p.page.route('**/transcript/**', (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 422, body: '{}' }) : route.fallback()));
  await p.send('refused');
  await p.bubble('refused').getByText('Not sent').waitFor();
  await p.page.unroute('**/transcript/**');
  await p.bubble('refused').getByRole('button', { name: 'Try again' }).click();
  await p.bubble('refused').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });

  await here.stack.fault({ userId: user, status: 400 });
  await p.send('never mind');
  await p.bubble('never mind').getByRole('button', { name: 'Delete' }).click();
  await p.bubble('never mind').waitFor({ state: 'detached' });
  await here.stack.clearFaults();
  assert.deepEqual((await here.stack.received(user)).map(({ text }) => text), ['while Genesys is down', 'refused']);
});

test('the service failing: the banner says so and what was written is not lost', async () => {
  const p = await here.phone(here.user());
  await p.open();
  await p.send('before');
  await p.bubble('before').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  await p.page.route('**/transcript/**', (route) => route.fulfill({ status: 503, body: '{}' }));
  await p.send('during');
  await p.page.getByText('Our service does not answer.').waitFor();
  await p.page.unroute('**/transcript/**');
  await p.page.getByRole('button', { name: 'Check now' }).click();
  await p.bubble('during').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  await p.page.getByText('Our service does not answer.').waitFor({ state: 'detached' });
});

test('hostile HTML and malformed decorated text are shown as what they are: text', async () => {
  const user = here.user();
  const p = await here.phone(user);
  const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><b>bold</b>';
  const broken = '{"gcDecoratedMessage": {"gcMessageType": "qrCode", "gcMessageText": ';
  const unknown = '{"gcDecoratedMessage": {"gcMessageType": "hologram", "gcMessageText": "x"}}';
  for (const text of [hostile, broken, unknown, '{}', 'javascript:alert(1)']) await here.stack.say(user, text);
  await p.open();
  for (const text of [hostile, broken, unknown, '{}', 'javascript:alert(1)']) await p.page.locator('app-linked-text').filter({ hasText: text }).first().waitFor();
  assert.equal(await p.page.evaluate(() => window.hacked), undefined);
  assert.equal(await p.page.locator('app-linked-text b, app-linked-text img, app-linked-text a').count(), 0);
});

test('quick replies stand under the newest message only, and the choice carries its payload', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await p.send('hello');
  await p.bubble('hello').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  const reply = (text, payload) => ({ contentType: 'QuickReply', quickReply: { text, payload, action: 'Message' } });
  await here.stack.webhook(user, { type: 'Structured', text: 'How can I help?', content: [reply('Track my order', 'track'), reply('A person, please', 'agent')] });
  await p.page.getByRole('button', { name: 'Track my order' }).click();
  await p.page.getByRole('button', { name: 'A person, please' }).waitFor({ state: 'detached' });
  await p.bubble('Track my order').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  const said = await here.stack.received(user, '/inbound/open/structured');
  assert.match(JSON.stringify(said), /"track"/);
});

test('a date is chosen from what is free', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await here.stack.webhook(user, {
    type: 'Structured',
    content: [{ contentType: 'DatePicker', datePicker: { title: 'When shall we call?', availableTimes: [{ duration: 900, dateTime: '2027-03-01T09:00:00.000Z' }, { duration: 900, dateTime: '2027-03-02T10:30:00.000Z' }] } }],
  });
  await p.open();
  await p.page.getByRole('button', { name: 'Choose a time' }).click();
  await p.page.getByRole('button', { name: '11:30' }).click();
  await p.page.getByRole('button', { name: 'Send this time' }).click();
  await p.page.locator('li.own').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  assert.match(JSON.stringify(await here.stack.received(user, '/inbound/open/structured')), /2027-03-02T10:30/);
});

test('unread messages are marked when the page opens, and the mark stays until it is left', async () => {
  const user = here.user();
  for (let i = 0; i < 30; i++) await here.stack.asCustomer(user, 'POST', '', { id: `old-${i}`, text: `old ${i}` });
  await eventually(async () => (await here.stack.received(user)).length === 30, 'all is sent');
  for (let i = 0; i < 25; i++) await here.stack.webhook(user, { type: 'Text', text: `news ${i}` });
  const p = await here.phone(user);
  await p.open('shop');
  await p.page.locator('ion-badge', { hasText: '25' }).waitFor();
  await p.page.getByRole('tab', { name: /Connect/ }).click();
  await p.page.locator('li.unread').waitFor();
  await eventually(async () => {
    const box = await p.page.locator('li.unread').boundingBox();
    return box && box.y > 40 && box.y < 300;
  }, 'the view starts at the mark');
  const next = await p.page.locator('li.unread + li').innerText();
  assert.match(next, /news 0/);
  await p.page.getByRole('button', { name: /newest message|new message/ }).click();
  await p.bubble('news 24').waitFor();
  await p.page.locator('ion-badge').waitFor({ state: 'detached' });
  await p.page.locator('li.unread').waitFor({ state: 'attached' });
});

test('reading further up, nothing moves when a message comes; a button counts and leads down', async () => {
  const user = here.user();
  for (let i = 0; i < 40; i++) await here.stack.webhook(user, { type: 'Text', text: `line ${i}` });
  await eventually(async () => (await here.stack.asCustomer(user, 'GET', '')).unread === 40, 'all are there');
  await here.stack.asCustomer(user, 'PUT', '/read', { upTo: 40 });
  await eventually(async () => (await here.stack.asCustomer(user, 'GET', '')).unread === 0, 'all are read');
  const p = await here.phone(user);
  await p.open();
  await p.bubble('line 39').waitFor();
  await p.page.getByRole('region', { name: 'Messages' }).evaluate((frame) => (frame.scrollTop = frame.scrollHeight - frame.clientHeight - 900));
  await p.page.getByRole('button', { name: 'To the newest message' }).waitFor();
  const top = () => p.bubble('line 30').evaluate((row) => Math.round(row.getBoundingClientRect().top));
  const before = await top();
  await here.stack.say(user, 'one more');
  await here.stack.say(user, 'and another');
  const button = p.page.getByRole('button', { name: '2 new messages' });
  await button.waitFor();
  assert.equal(await top(), before, 'the line that is read has not moved');
  await button.click();
  await p.bubble('and another').waitFor();
  await button.waitFor({ state: 'detached' });
});

test('the customer ends the conversation, hears it if that fails, and can begin anew', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await p.send('hello');
  await p.bubble('hello').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  const end = async () => {
    await p.page.getByRole('button', { name: 'More' }).click();
    await p.page.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'End the conversation' }).click();
    await p.page.getByRole('alertdialog').getByRole('button', { name: 'End the conversation' }).click();
  };
  await p.context.setOffline(true);
  await end();
  await p.page.getByText('The conversation was not ended.').waitFor();
  assert.equal(await p.page.getByRole('alertdialog').count(), 0, 'the question is gone before its failure is told');
  await p.context.setOffline(false);
  await end();
  await p.page.getByText('You ended the conversation').waitFor();
  await p.send('one more thing');
  await p.bubble('one more thing').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
});
