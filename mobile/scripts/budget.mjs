// Says what has to come over the wire before Connect opens, and fails if it is too much.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 250;
const www = new URL('../www/', import.meta.url).pathname;

/** Every script that a file imports when it is loaded, and those in turn. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(join(www, name), 'utf8');
  for (const [, imported] of text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) withImports(imported, found);
  return found;
}

const index = readFileSync(join(www, 'index.html'), 'utf8');
const named = [...index.matchAll(/(?:src|href)="([\w.-]+\.(?:js|css))"/g)].map(([, name]) => name);
const scripts = readdirSync(www).filter((name) => name.endsWith('.js'));
const before = new Set(named.filter((name) => name.endsWith('.css')));
for (const name of named.filter((file) => file.endsWith('.js'))) withImports(name, before);
// The tabs and the first page are loaded on the way.
for (const page of ['app-tabs', 'app-shop']) {
  for (const name of scripts.filter((file) => readFileSync(join(www, file), 'utf8').includes(`selectors:[["${page}"]]`))) withImports(name, before);
}

const bytes = [...before].reduce((sum, name) => sum + gzipSync(readFileSync(join(www, name))).length, 0);
const kb = Math.round(bytes / 102.4) / 10;
console.log(`Before Connect opens: ${before.size} files, ${kb} kB gzip of ${LIMIT_KB} kB`);
if (kb > LIMIT_KB) process.exit(1);
