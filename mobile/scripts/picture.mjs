// Makes docs/picture.png, the picture in the README: the app and the desk, on a stack that talks.
// Run it by `node scripts/picture.mjs` after `npm ci` and `npm run build`.
import { fileURLToPath } from 'node:url';
import { launch, phone } from '../e2e/phone.mjs';
import { eventually, startStack } from '../e2e/stack.mjs';

const OUT = fileURLToPath(new URL('../../docs/picture.png', import.meta.url));
const USER = 'rana';

const stack = await startStack();
const browser = await launch();
try {
  await talk();
  const [app, desk] = [await appShot(), await deskShot()];
  await compose(app, desk);
} finally {
  await browser.close();
  await stack.stop();
}

async function talk() {
  await stack.asCustomer(USER, 'POST', '', { id: 'a', text: 'Hi! My Halo lamp arrived yesterday, but it does not dim.' });
  await eventually(async () => (await stack.received(USER)).length === 1, 'the first message');
  await stack.webhook(USER, { type: 'Text', text: 'Hello! I am the assistant of Lumen & Oak. I look into it for you.' });
  await stack.asCustomer(USER, 'POST', '', { id: 'b', text: 'I tried the reset already. Can I speak to somebody?' });
  await eventually(async () => (await stack.received(USER)).length === 2, 'the second message');
  await stack.webhook(USER, { type: 'Text', originatingEntity: 'Human', text: 'Hi, this is support. Of course!' });
  await stack.webhook(USER, {
    type: 'Structured', originatingEntity: 'Human', text: 'When may we call you?',
    content: ['This morning', 'Tonight', 'Please write instead'].map((text) => ({
      contentType: 'QuickReply', quickReply: { text, payload: text, action: 'Message' },
    })),
  });
}

async function appShot() {
  const { page } = await opened(await phone(browser, stack, USER));
  await page.getByText('When may we call you?').waitFor();
  return page.screenshot();
}

async function opened(one) {
  await one.open('connect');
  return one;
}

async function deskShot() {
  const context = await browser.newContext({ viewport: { width: 1360, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.goto(`${stack.url}/site/desk.html`);
  await page.locator('#health[data-state=good]').waitFor();
  await page.locator('#start-user').fill(USER);
  await page.locator('#start-user').press('Enter');
  await page.locator('#talk-bubbles .bubble', { hasText: 'When may we call you?' }).waitFor();
  return page.screenshot();
}

async function compose(app, desk) {
  const page = await browser.newPage({ viewport: { width: 1480, height: 760 } });
  const image = (bytes, rounding, width) =>
    `<img style="border-radius:${rounding}px;width:${width}px" src="data:image/png;base64,${bytes.toString('base64')}">`;
  await page.setContent(`<style>
    body { margin: 0; height: 760px; display: flex; align-items: center; justify-content: center; gap: 40px;
      background: linear-gradient(135deg, #dfe9e4, #f3eee4); }
    img { display: block; box-shadow: 0 1px 2px #0003, 0 18px 50px #0b2a2133; }
  </style>${image(app, 34, 310)}${image(desk, 12, 1060)}`);
  await page.screenshot({ path: OUT });
}
