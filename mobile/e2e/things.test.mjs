import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from './fixture.mjs';
import { picture } from './picture.mjs';
import { eventually } from './stack.mjs';

const here = fixture('things');

/** Chooses a file by the button for it. */
async function choose(p, way, file) {
  await p.page.getByRole('button', { name: 'Attach' }).click();
  const chooser = p.page.waitForEvent('filechooser');
  await p.page.getByRole('button', { name: way }).click();
  await (await chooser).setFiles(file);
}

test('a photo: looked at before, shrunk, sent with a caption, seen full screen', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await choose(p, 'Choose a photo', await picture(here.browser, 3000, 2000));
  await p.page.getByLabel('Add a caption').fill('the broken ring');
  await p.page.locator('app-file-preview, ion-modal').getByRole('button', { name: 'Send' }).last().click();
  await p.bubble('the broken ring').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  const [said] = await here.stack.received(user);
  const link = JSON.stringify(said).match(/http[^"]*\/m\/[^"]+/)[0];
  const bytes = Buffer.from(await (await fetch(link)).arrayBuffer());
  assert.ok(bytes.length < 1_500_000, `shrunk, ${bytes.length} bytes`);
  assert.ok(!bytes.includes('GPS-of-the-test'), 'what the phone noted in the picture is gone');
  await p.page.getByRole('button', { name: 'Open the picture' }).click();
  await p.page.locator('ion-modal img').last().waitFor();
  await p.page.getByRole('button', { name: 'Close' }).click();
  await p.page.locator('ion-modal.show-modal').waitFor({ state: 'detached' });
});

test('a photo survives a kill while it is sent', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await p.page.route('**/tidings-mediabucket/**', () => {});
  await choose(p, 'Choose a photo', await picture(here.browser, 800, 600));
  await p.page.getByLabel('Add a caption').fill('still here');
  await p.page.locator('ion-modal').getByRole('button', { name: 'Send' }).last().click();
  await p.bubble('still here').getByRole('button', { name: 'Stop sending' }).waitFor();
  await p.kill();
  await p.open();
  await p.bubble('still here').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  assert.equal((await here.stack.received(user)).length, 1);
});

test('a photo on its way can be stopped', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await p.page.route('**/tidings-mediabucket/**', () => {});
  await choose(p, 'Choose a photo', await picture(here.browser, 800, 600));
  await p.page.getByLabel('Add a caption').fill('no, not this');
  await p.page.locator('ion-modal').getByRole('button', { name: 'Send' }).last().click();
  await p.bubble('no, not this').getByRole('button', { name: 'Stop sending' }).click();
  await p.bubble('no, not this').waitFor({ state: 'detached' });
  await p.send('goes on');
  await p.bubble('goes on').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
});

test('a document goes as it is; what cannot be sent is refused with a reason', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  await choose(p, 'Choose a file', { name: 'receipt.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 test') });
  await p.page.locator('ion-modal').getByRole('button', { name: 'Send' }).last().click();
  await p.page.locator('li.own').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  await p.page.locator('li.own').getByText('receipt.pdf').waitFor();
  await choose(p, 'Choose a file', { name: 'tool.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
  await p.page.getByText('Files of this kind cannot be sent.').waitFor();
  await choose(p, 'Choose a file', { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(26 * 1024 * 1024) });
  await p.page.getByText('Up to 25 MB can be sent.').waitFor();
});

test('a place: shown before it is sent, a card that opens the maps; refusal says what to do', async () => {
  const user = here.user();
  const p = await here.phone(user);
  await p.open();
  const place = async () => {
    await p.page.getByRole('button', { name: 'Attach' }).click();
    await p.page.getByRole('button', { name: 'Send my location' }).click();
  };
  await place();
  await p.page.getByText('About 12 m around this point').waitFor();
  await p.page.getByRole('button', { name: 'Send location' }).click();
  await p.page.locator('li.own').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  assert.match(await p.page.locator('li.own app-place-card a').getAttribute('href'), /59\.3326/);
  await p.page.locator('ion-modal.show-modal').waitFor({ state: 'detached' });
  await p.context.clearPermissions();
  await place();
  await p.page.getByText('The app may not see where you are.').waitFor();
});

test('a file of an agent: a picture is drawn, anything from elsewhere is not', async () => {
  const user = here.user();
  const p = await here.phone(user);
  const attachment = (url) => ({ contentType: 'Attachment', attachment: { id: 'a', mediaType: 'Image', mime: 'image/png', filename: 'label.png', url } });
  await here.stack.webhook(user, { type: 'Text', text: 'your label', content: [attachment(`${here.stack.config.genesysUrl}/api/v2/downloads/label.png`)] });
  await here.stack.webhook(user, { type: 'Structured', content: [{ contentType: 'Card', card: { title: 'A card', image: 'https://tracker.example/x.png', actions: [{ type: 'Link', text: 'Evil', url: 'javascript:alert(1)' }, { type: 'Postback', text: 'Take it', payload: 'take' }] } }] });
  await p.open();
  await p.bubble('your label').getByRole('button', { name: 'Open the picture' }).waitFor();
  await p.page.getByText('A card').waitFor();
  assert.equal(await p.page.locator('app-face-card img').count(), 0);
  assert.equal(await p.page.locator('a[href^="javascript"]').count(), 0);
  await p.page.getByRole('button', { name: 'Take it' }).click();
  await p.bubble('Take it').getByText('Delivered', { exact: true }).waitFor({ state: 'attached' });
  assert.match(JSON.stringify(await here.stack.received(user, '/inbound/open/structured')), /"take"/);
});

test('offers: counted, shown with validity, dismissed with a way back, gone for good after it', async () => {
  const user = here.user();
  const p = await here.phone(user);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  await here.stack.offer(user, { type: 'text', content: 'Ten per cent off all lamps', expiresAt });
  await here.stack.offer(user, { type: 'qrcode', content: 'HALO-2027-10' });
  await p.open('offers');
  await p.page.getByText('Ten per cent off all lamps').waitFor();
  await p.page.getByText(/Valid until/).waitFor();
  assert.equal(await readCode(p, 'app-coupon'), 'HALO-2027-10');
  await p.page.locator('ion-badge', { hasText: '2' }).waitFor();
  const card = p.page.locator('app-offer-card').filter({ hasText: 'Ten per cent' });
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await card.waitFor({ state: 'detached' });
  await p.page.getByRole('button', { name: 'Undo' }).click();
  await card.waitFor();
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await card.waitFor({ state: 'detached' });
  await p.kill();
  await p.open('offers');
  await p.page.locator('app-offer-card').first().waitFor();
  assert.equal(await p.page.getByText('Ten per cent').count(), 0);
  await p.page.locator('ion-badge', { hasText: '1' }).waitFor();
});

test('a QR code in the chat can be scanned, in the dark too, and copied', async () => {
  const user = here.user();
  const p = await here.phone(user, { scheme: 'dark' });
  await here.stack.say(user, JSON.stringify({ gcDecoratedMessage: { gcMessageType: 'qrCode', gcMessageText: 'Åäö 優惠 50%' } }));
  await p.open();
  await p.page.locator('app-coupon').waitFor();
  assert.equal(await readCode(p, 'li app-coupon'), 'Åäö 優惠 50%');
  await p.page.getByRole('button', { name: 'Copy the code' }).click();
  await eventually(async () => (await p.page.evaluate(() => navigator.clipboard.readText())) === 'Åäö 優惠 50%', 'it is copied');
});

/** Reads the code as a camera would: from pixels. */
async function readCode(p, where) {
  const { default: jsqr } = await import('jsqr');
  const svg = p.page.locator(`${where} svg`).first();
  const pixels = await svg.evaluate(async (element) => {
    const image = new Image();
    const copy = element.cloneNode(true);
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    copy.setAttribute('width', 400);
    copy.setAttribute('height', 400);
    image.src = `data:image/svg+xml;base64,${btoa(unescape(encodeURIComponent(copy.outerHTML)))}`;
    await image.decode();
    const canvas = new OffscreenCanvas(400, 400).getContext('2d');
    canvas.drawImage(image, 0, 0);
    return [...canvas.getImageData(0, 0, 400, 400).data];
  });
  return (jsqr.default ?? jsqr)(Uint8ClampedArray.from(pixels), 400, 400)?.data;
}
