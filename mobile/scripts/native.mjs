// `npm run native`: makes www ready for a phone, where no server sends a content policy: the page carries it itself.
import { readFileSync, writeFileSync } from 'node:fs';

const { apiBase, mediaOrigins, signIn } = JSON.parse(readFileSync('www/config.json', 'utf8'));
if (!apiBase) throw new Error('public/config.json must say apiBase: a packaged app has no server of its own');
if (signIn === 'local') throw new Error('public/config.json must say "signIn": "host": the local issuer exists on your machine only');

const media = (mediaOrigins ?? []).join(' ');
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  `img-src 'self' data: blob: ${media}`,
  `connect-src 'self' data: blob: ${new URL(apiBase).origin} ${media}`,
  "font-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
].join('; ');
const page = readFileSync('www/index.html', 'utf8').replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
writeFileSync('www/index.html', page.replace('<meta charset="utf-8">', `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`));
console.log('www is ready for "npx cap sync"');
