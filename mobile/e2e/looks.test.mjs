// Every screen, as people see it: pictures to look at, and axe's opinion.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fixture } from './fixture.mjs';
import { picture } from './picture.mjs';
import { eventually } from './stack.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const here = fixture('looks');

const reply = (text, payload) => ({ contentType: 'QuickReply', quickReply: { text, payload, action: 'Message' } });
const card = (title, description, image) => ({
  title, description, image,
  actions: [{ type: 'Postback', text: 'Choose', payload: title }, { type: 'Link', text: 'See details', url: 'https://example.com/' }],
});

/** Serious findings of axe; the tab bar is Ionic's own and is no landmark. */
async function findings(p) {
  const session = await p.context.newCDPSession(p.page);
  await session.send('Runtime.evaluate', { expression: AXE });
  const { violations } = await p.page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ')}`);
}

async function shown(p, name) {
  await p.shot(name);
  assert.deepEqual(await findings(p), [], `axe on ${name}`);
}

/** A talk with a bit of everything. */
async function talk(user, base) {
  const { stack } = here;
  const says = (body) => stack.webhook(user, body);
  await stack.asCustomer(user, 'POST', '', { id: 'a', text: 'Hi! My Halo lamp arrived yesterday, but it does not dim.' });
  await eventually(async () => (await stack.received(user)).length === 1, 'the first');
  await says({ type: 'Text', text: 'Hello! I am the assistant of Lumen & Oak. I look into it for you.' });
  await says({ type: 'Structured', content: [{ contentType: 'Carousel', carousel: { cards: [
    card('Reset the lamp', 'Two minutes, with pictures', `${base}/app/assets/product.svg`),
    card('Send it back', 'We pay for the way', `${base}/app/assets/product.svg`),
  ] } }] });
  await stack.asCustomer(user, 'POST', '', { id: 'b', text: 'I tried that already. Can I speak to somebody?' });
  await eventually(async () => (await stack.received(user)).length === 2, 'the second');
  await says({ type: 'Text', originatingEntity: 'Human', text: 'Hi, this is support. Of course!' });
  await says({ type: 'Text', originatingEntity: 'Human', text: 'Could you send me a photo of the base? You find the number below it. More at https://example.com/halo' });
}

const VARIANTS = [
  ['light', { scheme: 'light' }],
  ['dark', { scheme: 'dark' }],
  ['ios', { scheme: 'light', look: 'ios' }],
  ['ios-dark', { scheme: 'dark', look: 'ios' }],
  ['rtl', { scheme: 'light', language: 'ar' }],
];

for (const [name, options] of VARIANTS) {
  test(`the three tabs, ${name}`, async () => {
    const user = `${name}-${here.user()}`;
    await talk(user, here.stack.url);
    await here.stack.offer(user, { type: 'text', content: '20 % off all lamps of the Halo family, until Sunday', expiresAt: new Date(Date.now() + 3 * 86_400_000).toISOString() });
    await here.stack.offer(user, { type: 'qrcode', content: 'HALO-2027-FREE-BULB' });
    const p = await here.phone(user, options);
    await p.open('shop');
    await p.page.locator('ion-badge').first().waitFor();
    await shown(p, `${name}-1-shop`);
    await p.page.locator('ion-tab-button').nth(1).click();
    await p.page.locator('li.unread').waitFor();
    await shown(p, `${name}-2-unread`);
    // On some phones all that is new fits on the screen.
    if (await p.page.locator('.to-end').isVisible()) await p.page.locator('.to-end').click();
    await p.bubble('Could you send me').waitFor();
    await shown(p, `${name}-3-chat`);
    await p.page.locator('ion-tab-button').nth(2).click();
    await p.page.locator('app-offer-card').first().waitFor();
    await shown(p, `${name}-4-offers`);
  });
}

for (const scheme of ['light', 'dark']) {
  test(`what is in a chat, ${scheme}`, async () => {
    const user = here.user();
    const p = await here.phone(user, { scheme });
    await p.open();
    await p.page.getByRole('heading', { name: 'How can we help?' }).waitFor();
    await shown(p, `${scheme}-empty`);
    await p.page.locator('ion-tab-button').nth(2).click();
    await p.page.getByRole('heading', { name: 'Nothing here just now' }).waitFor();
    await shown(p, `${scheme}-offers-empty`);
    await p.page.locator('ion-tab-button').nth(1).click();

    await p.page.getByRole('button', { name: 'Attach' }).click();
    await p.page.getByRole('button', { name: 'Choose a photo' }).waitFor();
    await shown(p, `${scheme}-attach`);
    const chooser = p.page.waitForEvent('filechooser');
    await p.page.getByRole('button', { name: 'Choose a photo' }).click();
    await (await chooser).setFiles(await picture(here.browser, 1600, 1200));
    await p.page.getByLabel('Add a caption').fill('This is my lamp, seen from my window');
    await shown(p, `${scheme}-photo-preview`);
    await p.page.locator('ion-modal').getByRole('button', { name: 'Send' }).last().click();
    await p.bubble('seen from my window').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
    await here.stack.typing(user);
    await p.page.locator('app-typing').waitFor();
    await shown(p, `${scheme}-photo-typing`);

    await p.page.getByRole('button', { name: 'Attach' }).click();
    await p.page.getByRole('button', { name: 'Send my location' }).click();
    await p.page.getByText('About 12 m').waitFor();
    await shown(p, `${scheme}-place-preview`);
    await p.page.getByRole('button', { name: 'Send location' }).click();
    await p.page.locator('li.own app-place-card').waitFor();
    await here.stack.say(user, JSON.stringify({ gcDecoratedMessage: { gcMessageType: 'qrCode', gcMessageText: 'PICKUP-4711' } }));
    await p.page.locator('app-coupon').waitFor();
    await here.stack.webhook(user, { type: 'Structured', text: 'Is there anything else?', content: [reply('Book a call', 'call'), reply('No, thank you', 'no'), reply('Where is the nearest shop?', 'shop')] });
    await p.page.getByRole('button', { name: 'Book a call' }).waitFor();
    await shown(p, `${scheme}-place-code-replies`);
    await p.page.getByRole('button', { name: 'Show the QR code in large' }).click();
    await p.page.locator('ion-modal app-qr-code').waitFor();
    await shown(p, `${scheme}-code-large`);
    await p.page.locator('ion-modal').getByRole('button', { name: 'Close' }).click();
    await p.page.locator('ion-modal.show-modal').waitFor({ state: 'detached' });
    await p.page.getByRole('button', { name: 'Book a call' }).click();
    await p.bubble('Book a call').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
    const day = (hour) => `2027-03-0${hour > 11 ? 2 : 1}T${String(hour).padStart(2, '0')}:00:00.000Z`;
    await here.stack.webhook(user, { type: 'Structured', content: [{ contentType: 'DatePicker', datePicker: { title: 'When shall we call you?', subtitle: 'In your own time zone', availableTimes: [8, 9, 11, 12, 14].map((hour) => ({ duration: 900, dateTime: day(hour) })) } }] });
    await p.page.getByRole('button', { name: 'Choose a time' }).click();
    await p.page.getByRole('button', { name: '13:00' }).click();
    await shown(p, `${scheme}-date`);
    await p.page.getByRole('button', { name: 'Send this time' }).click();
    await p.page.locator('ion-modal.show-modal').waitFor({ state: 'detached' });

    await p.page.route('**/transcript/**', (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 422, body: '{}' }) : route.fallback()));
    await p.send('Thank you! One more thing');
    await p.bubble('One more thing').getByText('Not sent').waitFor();
    await shown(p, `${scheme}-failed`);
    await p.page.unroute('**/transcript/**');
    await p.context.setOffline(true);
    await p.send('Are you open on Sunday?');
    await p.page.getByText('No connection.').waitFor();
    await shown(p, `${scheme}-offline`);
  });
}

test('text at 200 %: nothing is lost', async () => {
  const user = here.user();
  await talk(user, here.stack.url);
  await here.stack.offer(user, { type: 'qrcode', content: 'HALO-2027-FREE-BULB' });
  const p = await here.phone(user, { before: () => addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = '200%')) });
  for (const tab of ['shop', 'connect', 'offers']) {
    await p.open(tab);
    await p.page.waitForTimeout(500);
    await shown(p, `large-${tab}`);
    const wide = await p.page.evaluate(() =>
      [...document.querySelectorAll('.ion-page:not(.ion-page-hidden) :is(p, h1, h2, button, a, li, span, textarea)')]
        .filter((one) => one.getClientRects().length && !one.closest('.unseen, .faces, ion-modal') && (one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1))
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(wide, [], `nothing sticks out of ${tab}`);
    await p.kill();
  }
});

test('everything can be reached and done by keyboard', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await p.page.locator('textarea').focus();
  await p.page.keyboard.type('one');
  await p.page.keyboard.press('Shift+Enter');
  await p.page.keyboard.type('two');
  await p.page.keyboard.press('Enter');
  await p.bubble(/one\s+two/).getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  assert.equal((await here.stack.received(user))[0].text, 'one\ntwo');
  const small = await p.page.evaluate(() =>
    [...document.querySelectorAll('.ion-page:not(.ion-page-hidden) :is(button, a, ion-button, textarea)')]
      .filter((one) => one.getClientRects().length && (one.getBoundingClientRect().height < 43.5 || one.getBoundingClientRect().width < 43.5))
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  assert.deepEqual(small, [], 'everything to tap is 44 pixels');
});
